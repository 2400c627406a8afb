using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackIdentityLinksTests
{
    private const string FirstPage = """
        {"ok":true,"members":[
          {"id":"U1","team_id":"T1","deleted":false,"is_bot":false,"profile":{"email":"Ada@acme.com"}},
          {"id":"U2","team_id":"T1","deleted":true,"profile":{"email":"gone@acme.com"}},
          {"id":"U3","team_id":"T1","is_bot":true,"profile":{"email":"bot@acme.com"}},
          {"id":"U4","team_id":"T1","profile":{}}],
         "response_metadata":{"next_cursor":"dXNlcjpV="}}
        """;

    private const string LastPage = """
        {"ok":true,"members":[{"id":"U5","profile":{"email":"bob@acme.com"}}],"response_metadata":{"next_cursor":""}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_with_an_address_are_linked_from_every_page()
    {
        var slack = new ScriptedSlack((200, FirstPage, null), (200, LastPage, null));

        var links = await ReadAsync(slack);

        Assert.Equal(["ada@acme.com", "bob@acme.com"], links!.Keys.Order());
        Assert.Equal("U1", links["ada@acme.com"]["slack.com/user-id"]);
        Assert.Equal("T1", links["ada@acme.com"]["slack.com/team-id"]);
        Assert.False(links["bob@acme.com"].ContainsKey("slack.com/team-id"));
        Assert.EndsWith("cursor=dXNlcjpV%3D", slack.Asked[1]);
    }

    [Fact]
    public async Task Being_told_to_wait_costs_time_only()
    {
        var slack = new ScriptedSlack(
            (429, string.Empty, 0), (200, FirstPage, null), (503, string.Empty, 0), (200, LastPage, null));

        Assert.Equal(2, (await ReadAsync(slack))!.Count);
    }

    [Theory]
    [InlineData(200, """{"ok":false,"error":"missing_scope"}""")]
    [InlineData(403, "")]
    [InlineData(429, "")]
    public async Task What_Slack_will_not_tell_is_not_the_same_as_nobody(int status, string body)
    {
        var slack = new ScriptedSlack((200, FirstPage, null), (status, body, 3600));

        Assert.Null(await ReadAsync(slack));
    }

    [Fact]
    public async Task Nobody_is_asked_about_unless_it_is_wanted()
    {
        var slack = new ScriptedSlack();

        var off = await ReadAsync(slack, on: false);

        Assert.Empty(off!);
        Assert.Empty(slack.Asked);
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?> ReadAsync(
        ScriptedSlack slack, bool on = true)
    {
        var options = Options.Create(new SlackOptions { SlackBotToken = "xoxb-1", PeopleSlackLinks = on });
        using var links = new SlackIdentityLinks(options, TimeProvider.System, slack);
        return await links.ReadAsync(Cancel);
    }

    private sealed class ScriptedSlack(params (int Status, string Body, int? RetryAfter)[] answers) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Bearer xoxb-1", request.Headers.Authorization!.ToString());
            var (status, body, retryAfter) = answers[Asked.Count];
            Asked.Add(request.RequestUri!.AbsoluteUri);
            var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
            answer.Headers.RetryAfter = retryAfter is { } seconds
                ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
            return Task.FromResult(answer);
        }
    }
}
