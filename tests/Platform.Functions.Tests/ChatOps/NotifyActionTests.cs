using System.Text.Json.Nodes;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.ChatOps;

/// <summary><c>notify:slack</c> in a whole task, up to what Slack is sent.</summary>
public sealed class NotifyActionTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private const string Template = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata: { name: tells, title: Tells }
        spec:
          owner: platform
          type: service
          parameters:
            - title: Service
              required: [name]
              properties:
                name: { title: Name, type: string }
          steps:
            - id: tell
              name: Tell the team
              action: notify:slack
              input:
                channel: C0COMMERCE
                text: A new service, ${{ parameters.name }}, <!channel> & all
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_template_tells_is_posted_once_and_mentions_nobody()
    {
        fixture.Templates.Write("tells/template.yaml", Template);
        var scaffolder = new ScaffolderClient(fixture.Host.Client);
        var name = fixture.NewName();

        var task = await scaffolder.CreateAsync("tells", new JsonObject { ["name"] = name }, Cancel);
        var events = await scaffolder.FollowAsync(task, Cancel);
        await Eventually.HoldsAsync(() => Posts(name) > 0, Cancel);

        Assert.Null(events[^1].Body.Error);
        var posted = Assert.Single(fixture.Slack.Posted, post => post.Text.Contains(name, StringComparison.Ordinal));
        Assert.Equal("C0COMMERCE", posted.Channel);
        Assert.Contains("&lt;!channel&gt; &amp; all", posted.Text, StringComparison.Ordinal);
    }

    private int Posts(string name) =>
        fixture.Slack.Posted.Count(post => post.Text.Contains(name, StringComparison.Ordinal));
}
