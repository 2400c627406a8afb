using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Describing;
using Platform.Core.Scaffolding.Actions.Files;
using Platform.Core.Scaffolding.Actions.Notifying;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class SmallActionTests : ICatalogReader, INotifier
{
    private readonly MemoryContentStore _contents = new();
    private readonly List<Notification> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entities_are_fetched_by_reference_with_defaults()
    {
        var turn = await RunAsync(
            new FetchEntityAction(this),
            """
            {
              "entityRef": "orders", "entityRefs": ["user:guest", "user:nobody"], "defaultKind": "component", "optional": true
            }
            """);

        Assert.Equal("orders", (string?)turn.Output!["entity"]!["metadata"]!["name"]);
        Assert.Equal(["guest", null], turn.Output["entities"]!.AsArray().Select(entity => (string?)entity?["metadata"]!["name"]));
    }

    [Theory]
    [InlineData("""{ "entityRef": "component:billing" }""", "entity-not-found", "entityRef")]
    [InlineData("""{ "entityRefs": ["component:orders", "component:billing"] }""", "entity-not-found", "entityRefs[1]")]
    [InlineData("""{ "entityRef": "orders" }""", "entity-ref-invalid", "entityRef")]
    [InlineData("{}", "entity-ref-missing", "entityRef")]
    public async Task An_entity_that_is_not_there_fails_the_step(string input, string code, string field)
    {
        var problem = Assert.Single((await RunAsync(new FetchEntityAction(this), input)).Problems);

        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Fact]
    public async Task Deleting_a_folder_takes_everything_below_it()
    {
        var turn = await RunAsync(
            new DeleteFilesAction(_contents), """{ "files": ["docs/", "*.tmp"] }""", "docs/a/b.md", "x.tmp", "y");

        Assert.Equal(["y"], (await _contents.LoadAsync(turn.Workspace!, Cancel)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_folder_is_read_without_what_is_deeper_unless_asked_and_a_missing_one_is_a_problem()
    {
        var flat = await RunAsync(new ReadFolderAction(_contents), """{ "paths": ["docs"] }""", "docs/a.md", "docs/deep/b.md");
        var missing = await RunAsync(new ReadFolderAction(_contents), """{ "paths": ["src"] }""", "docs/a.md");

        Assert.Equal(["docs/a.md"], flat.Output!["files"]!.AsArray().Select(file => (string?)file!["path"]));
        Assert.Equal(["docs/deep"], flat.Output["folders"]!.AsArray().Select(file => (string?)file!["path"]));
        Assert.Equal("path-missing", Assert.Single(missing.Problems).Code);
    }

    [Fact]
    public async Task A_message_goes_to_its_channel_under_one_key_whatever_is_repeated()
    {
        const string Input =
            """
            {
              "channel": "team", "title": "Done", "text": "All is well", "severity": "success", "facts": { "cost": 3 },
              "links": [{ "title": "Repository", "url": "https://github.com/acme/orders" }]
            }
            """;

        await RunAsync(new NotifySlackAction(this, this), Input);

        var told = Assert.Single(_told.DistinctBy(said => said.Key));
        Assert.Equal(2, _told.Count);
        Assert.Equal(("team", "Done", ChatSeverity.Success), (told.Channel, told.Message.Title, told.Message.Severity));
        Assert.Equal("All is well", Assert.Single(told.Message.Sections!).Text);
        Assert.Equal("3", Assert.Single(told.Message.Facts!).Value);
    }

    [Fact]
    public async Task The_requester_is_told_where_their_entity_says()
    {
        var turn = await RunAsync(new NotifySlackAction(this, this), """{ "toRequester": true, "text": "Yours" }""");

        Assert.True((bool)turn.Output!["sent"]!);
        Assert.All(_told, said => Assert.Equal("U0GUEST", said.Channel));
    }

    [Fact]
    public async Task A_dry_run_tells_nobody()
    {
        var task = new TaskBuilder().Build();
        var call = new ActionCall(
            task.Id, new("step", "Step", 0, 1, null, true, task.CreatedAt), "notify:slack",
            new JsonObject { ["channel"] = "team", ["text"] = "x" }, null);

        var turn = await new NotifySlackAction(this, this).PreviewAsync(task, call, Cancel);

        Assert.Equal(["Would tell team on Slack"], turn.Messages);
        Assert.Empty(_told);
    }

    Task<CatalogEntity?> ICatalogReader.FindAsync(EntityRef entityRef, CancellationToken cancellationToken) => Task.FromResult(
        entityRef.Canonical is "component:default/orders" or "user:default/guest"
            ? new CatalogEntity(
                entityRef, "uid", "etag",
                JsonNode.Parse($$"""
                    { "metadata": { "name": "{{entityRef.Name}}", "annotations": { "slack.com/user-id": "U0GUEST" } } }
                    """)!.AsObject(),
                "test")
            : null);

    Task INotifier.NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        _told.Add(notification);
        return Task.CompletedTask;
    }

    private async Task<ActionTurn> RunAsync(IScaffoldAction action, string input, params string[] files)
    {
        var bodies = files.Select(path => new WorkspaceBody(path, "100644", Encoding.UTF8.GetBytes(path))).ToList();
        var workspace = await _contents.SaveAsync(new WorkspaceManifest(await _contents.WriteAsync(bodies, Cancel)), Cancel);
        var task = new TaskBuilder().Build();
        return await new ActionDriver(action, task, task.CreatedAt).RunAsync(
            JsonNode.Parse(input)!.AsObject(), workspace, Cancel);
    }
}
