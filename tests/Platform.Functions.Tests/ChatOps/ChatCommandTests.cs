using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Slack;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.ChatOps;

public sealed class ChatCommandTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "/platform new TEMPLATE name=NAME owner=TEAM", "/platform status TASK", "/platform who owns NAME")]
    [InlineData("help", "/platform new TEMPLATE", "/platform help [VERB]", "/platform who owns NAME")]
    [InlineData("help new", "/platform new TEMPLATE name=NAME owner=TEAM", "keep-on-failure", "template")]
    [InlineData("help nwe", "no command 'nwe'", "/platform help new", "Did you mean")]
    [InlineData("statsu orders", "no command 'statsu'", "/platform status orders", "Did you mean")]
    [InlineData("deploy orders", "no command 'deploy'", "/platform status TASK", "There is")]
    [InlineData("new plain name=\"x", "quote", "not closed", "can't be read")]
    [InlineData("new", "Which template?", "/platform new plain", "/platform new fancy")]
    [InlineData("new plian name=x", "no template 'plian'", "Did you mean", "/platform new plain name=x")]
    [InlineData("new mainframe", "no template 'mainframe'", "/platform new fancy", "/platform new plain")]
    [InlineData("new plain name=Upper", "Nothing was made", "name", "/platform new plain name=upper organization=ORGANIZATION")]
    [InlineData("new plain nmae=x organization=o", "parameter 'nmae'", "did you mean 'name'", "new plain organization=o name=x")]
    [InlineData("status", "Which task?", "/platform status orders", "id")]
    [InlineData("status no-such-thing-at-all", "There is no task", "no-such-thing-at-all", "name of what it makes")]
    [InlineData("who", "Which entity?", "/platform who owns orders", "Name one")]
    [InlineData("who owns billing", "team-commerce owns component:default/billing", "commerce@example.com", "C0COMMERCE")]
    [InlineData("who ows Billing", "team-commerce owns component:default/billing", "Wiki", "https://wiki.example.com/commerce")]
    [InlineData("who owns component:default/orders", "owns component:default/orders", "team-commerce", "Commerce &lt;&amp;&gt;")]
    [InlineData("who owns api:orders", "group:default/team-nowhere owns api:default/orders", "no entity", "reach")]
    [InlineData("who owns orders", "can be one of 2", "who owns component:default/orders", "who owns api:default/orders")]
    [InlineData("who owns biling", "no 'biling' in the catalog", "/platform who owns component:default/billing", "Did you mean")]
    [InlineData("who owns nothing-like-it", "no 'nothing-like-it'", "similar name", "catalog")]
    [InlineData("who owns team-commerce", "group:default/team-commerce is a group", "commerce@example.com", "C0COMMERCE")]
    public async Task A_command_is_answered_with_what_helps(string text, params string[] parts)
    {
        var answer = await fixture.AskAsync(text, Cancel);

        Assert.Equal("ephemeral", (string)answer.Payload["response_type"]!);
        Assert.All(parts, part => Assert.Contains(part, answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_no_user_of_the_catalog_is_told_how_to_become_one()
    {
        var answer = await fixture.AskAsync("help", Cancel, user: "U0STRANGER");

        Assert.Contains("slack.com/user-id: U0STRANGER", answer.Text, StringComparison.Ordinal);
        Assert.Contains("slack.com/team-id: T0001", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_an_entity_names_is_told_from_others()
    {
        await fixture.Host.IngestAsync(
            Cancel, ChatHost.Person("bob", "U2BOB", "T0002"), ChatHost.Person("bill", "U2BOB", "E0003"));

        Assert.Contains("is no user of the catalog", await HelpAsync("T0001"), StringComparison.Ordinal);
        Assert.Contains("/platform new", await HelpAsync("T0002"), StringComparison.Ordinal);
        Assert.Contains("/platform new", await HelpAsync("T0009", "E0003"), StringComparison.Ordinal);

        async Task<string> HelpAsync(string team, string? enterprise = null)
        {
            var command = new SlackCommand("help", fixture.Slack.NewResponseUrl())
            {
                User = "U2BOB",
                Team = team,
                Enterprise = enterprise,
            };
            return (await fixture.AskAsync(command, Cancel))[0].Text;
        }
    }

    [Fact]
    public async Task A_Slack_user_that_two_entities_claim_is_refused_with_both()
    {
        await fixture.Host.IngestAsync(Cancel, ChatHost.Person("eve", "U3EVE"), ChatHost.Person("adam", "U3EVE"));

        var answer = await fixture.AskAsync("help", Cancel, user: "U3EVE");

        Assert.Contains("user:default/adam and user:default/eve", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_left_the_catalog_is_nobody_again()
    {
        var gone = ChatHost.Person("gone", "U4GONE");
        await fixture.Host.IngestAsync(Cancel, gone);
        var services = fixture.Host.Services;
        var entityRef = EntityRef.Parse("user:default/gone");
        var entity = (await services.GetRequiredService<ICatalogReader>().FindAsync(entityRef, Cancel))!;
        await services.GetRequiredService<ICatalogRemoval>().RemoveAsync(
            entityRef, entity.Source, TimeProvider.System.GetUtcNow(), Cancel);

        var answer = await fixture.AskAsync("help", Cancel, user: "U4GONE");

        Assert.Contains("is no user of the catalog", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_is_made_and_its_end_is_told()
    {
        var name = fixture.NewName();
        var command = new SlackCommand(
            $"new plain name={name} organization={fixture.Host.Organization} description=“Two words”",
            fixture.Slack.NewResponseUrl());

        var posts = await fixture.AskAsync(command, Cancel);
        var end = await fixture.Slack.WaitForAsync(command.ResponseUrl, $"{name} is ready", Cancel);

        Assert.Contains($"Making {name} from plain", posts[0].Text, StringComparison.Ordinal);
        Assert.Contains($"/{fixture.Host.Organization}/{name}", end.Text, StringComparison.Ordinal);
        var task = await new ScaffolderClient(fixture.Host.Client).GetAsync(TaskOf(posts[0]), Cancel);
        Assert.Equal("user:default/ann", (string)task["createdBy"]!);
        Assert.Equal("user:default/ann", (string)task["spec"]!["user"]!["ref"]!);
        Assert.Equal("Two words", (string)task["spec"]!["parameters"]!["description"]!);

        var byName = await fixture.AskAsync($"status {name}", Cancel);
        Assert.Contains($"{name} is ready", byName.Text, StringComparison.Ordinal);
        var byId = await fixture.AskAsync($"status {TaskOf(posts[0])}", Cancel);
        Assert.Equal(byName.Text, byId.Text);
        var near = await fixture.AskAsync($"status {name.Replace("made", "mdae", StringComparison.Ordinal)}", Cancel);
        Assert.Contains($"/platform status {name}", near.Text, StringComparison.Ordinal);
        await AssertAuditedAsync();
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reason()
    {
        fixture.Templates.WithService("broken").Write("broken/skeleton/README.md", "${{ values.missing.name }}");
        var command = new SlackCommand(
            $"new broken {fixture.NewName()} organization={fixture.Host.Organization}", fixture.Slack.NewResponseUrl());

        await fixture.AskAsync(command, Cancel);
        var end = await fixture.Slack.WaitForAsync(command.ResponseUrl, "could not be made", Cancel);

        Assert.Contains("skeleton/README.md", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Slack_sends_again_is_acknowledged_again_and_made_and_answered_once()
    {
        var command = new SlackCommand(
            $"new plain name={fixture.NewName()} organization={fixture.Host.Organization}", fixture.Slack.NewResponseUrl());
        await fixture.AskAsync(command, Cancel);

        // Slack signs a repetition anew, and later.
        var (body, later) = (command.Body(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
        using var again = await fixture.Host.Anonymous.SlashAsync(
            body, $"{later}", SlackSignature.Of(ChatHost.SigningSecret, later, body), Cancel, retry: 1);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        await fixture.Slack.WaitForAsync(command.ResponseUrl, "is ready", Cancel);
        await fixture.AskAsync("help", Cancel);
        Assert.Single(
            fixture.Slack.At(command.ResponseUrl), post => post.Text.StartsWith("Making", StringComparison.Ordinal));
        Assert.Single(fixture.Slack.At(command.ResponseUrl), post => post.Text.Contains("is ready", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_types_the_same_again_within_a_minute_gets_the_same_task()
    {
        var text = $"new plain name={fixture.NewName()} organization={fixture.Host.Organization}";

        // All are sent before any answer is awaited: they are within a minute, however long answers take.
        var answers = await Task.WhenAll(
            fixture.AskAsync(text, Cancel),
            fixture.AskAsync("  " + text.Replace(" name", "  name", StringComparison.Ordinal), Cancel),
            fixture.AskAsync(text + " --keep-on-failure", Cancel));

        Assert.Equal(TaskOf(answers[0]), TaskOf(answers[1]));
        Assert.NotEqual(TaskOf(answers[0]), TaskOf(answers[2]));
    }

    private static TaskId TaskOf(SlackPosted post) => TaskId.Parse(post.Text.Split("Task: ")[1][..36]);

    private async Task AssertAuditedAsync()
    {
        var rows = fixture.Host.Storage.Tables.GetTableClient("audit").QueryAsync<TableEntity>(cancellationToken: Cancel);
        var made = await rows
            .Where(row => row.GetString("What") == "ChatCommands new template:default/plain")
            .ToListAsync(Cancel);
        Assert.NotEmpty(made);
        Assert.All(made, row => Assert.Equal("user:default/ann", row.GetString("Who")));
        Assert.Contains(made, row => row.GetInt32("Status") == 201);
    }
}
