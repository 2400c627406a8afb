using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class PublishGitHubActionTests
{
    private static readonly RepositoryName Orders = RepositoryName.Create("acme", "orders");

    private readonly FakeSourceControl _github = new();
    private readonly MemoryContentStore _contents = new();
    private readonly MemoryCommitIndex _commits = new();
    private readonly MemoryProvenance _provenance = new();
    private readonly MemoryMilestones _milestones = new();
    private readonly MemoryQueue _queue = new();
    private readonly FakeEnvironment _environment = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly Core.Scaffolding.Tasks.ScaffoldTask _task = new TaskBuilder().Build();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workspace_becomes_a_repository_with_one_commit()
    {
        var driver = Driver();

        var end = await driver.RunAsync(Input(), await WorkspaceAsync(("README.md", "# Orders"u8.ToArray())), Cancel);

        Assert.Equal(TurnKind.Done, end.Kind);
        var repository = _github.Repositories[Orders];
        var (sha, commit) = Assert.Single(repository.Commits);
        Assert.Equal(sha, repository.Head);
        Assert.Equal(["README.md", ".platform/scaffold.json"], commit.Entries.Select(entry => entry.Path));
        Assert.Equal(_task.CreatedAt, commit.AuthoredAt);
        Assert.Equal("https://github.com/acme/orders/blob/main", end.Output!["repoContentsUrl"]!.GetValue<string>());
        Assert.Equal("https://github.com/acme/orders.git", end.Output["remoteUrl"]!.GetValue<string>());
        Assert.Equal(sha, end.Output["commitHash"]!.GetValue<string>());
        Assert.Equal(_task.Id, (await _commits.FindAsync(sha, Cancel))?.Task);
    }

    [Fact]
    public async Task The_branch_moves_only_after_settings_blobs_and_commit()
    {
        await Driver().RunAsync(Input(), await WorkspaceAsync(("logo.png", [0x89, 0, 1])), Cancel);

        var order = _github.Calls.Distinct().ToList();
        Assert.Equal(
            [
                "CreateOrAdoptAsync", "WaitUntilReadyAsync", "ConfigureAsync", "UploadBlobAsync", "CommitAsync", "PushAsync",
                "FinishAsync",
            ],
            order);
    }

    [Fact]
    public async Task What_is_no_text_travels_as_a_blob()
    {
        byte[] picture = [0x89, 0, 1];

        await Driver().RunAsync(Input(), await WorkspaceAsync(("logo.png", picture), ("a.txt", "text"u8.ToArray())), Cancel);

        var entries = _github.Repositories[Orders].Commits.Values.Single().Entries.ToDictionary(entry => entry.Path);
        Assert.Equal(ContentHash.Of(picture)[..40], entries["logo.png"].BlobSha);
        Assert.Equal("text", entries["a.txt"].Text);
    }

    [Fact]
    public async Task Webhooks_go_to_the_address_that_the_step_began_with()
    {
        await Driver().RunAsync(Input(), await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);

        var hook = Assert.Single(_github.Repositories[Orders].Settings!.Hooks);
        Assert.Equal(_environment.WebhookUrl, hook.Url);
        Assert.Superset(new HashSet<string>(["push", "workflow_run"]), hook.Events.ToHashSet());
    }

    [Fact]
    public async Task A_repository_with_workflows_is_verified_at_the_end()
    {
        var workspace = await WorkspaceAsync((".github/workflows/ci.yml", "on: push"u8.ToArray()));

        var end = await Driver().RunAsync(Input(), workspace, Cancel);

        Assert.Equal("Verify first CI run", end.Finally?.Name);
    }

    [Fact]
    public async Task A_repository_of_someone_else_is_refused_and_not_undone()
    {
        _github.AddForeign(Orders);
        var driver = Driver();

        var end = await driver.RunAsync(Input(), await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);
        var undone = await driver.UndoAsync(Cancel);

        Assert.Equal("repository-name-taken", Assert.Single(end.Problems).Code);
        Assert.False(undone.LeftBehind);
        Assert.Empty(_queue.Sent);
        Assert.True(_github.Repositories.ContainsKey(Orders));
    }

    [Fact]
    public async Task A_repository_that_never_becomes_readable_is_in_the_journal_to_be_taken_back()
    {
        _github.Fail("WaitUntilReadyAsync", [.. Enumerable.Repeat(new InvalidOperationException("the process died"), 9)]);
        var driver = Driver();

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await driver.RunAsync(Input(), await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel));

        Assert.NotNull(driver.Undo!["handle"]);
        Assert.Equal("acme/orders", driver.Undo["repository"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_the_journal_knows_is_enough_to_undo_from_before_the_first_effect()
    {
        var driver = Driver();

        await driver.RunAsync(Input(), await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);

        Assert.NotNull(driver.Turns[0].Undo);
        Assert.Empty(driver.Turns[0].Messages);
        await driver.UndoAsync(Cancel);
        var repeated = await driver.UndoAsync(Cancel);
        Assert.Empty(_github.Repositories);
        Assert.False(repeated.LeftBehind);
    }

    [Fact]
    public async Task The_catalog_hears_that_an_undone_repository_is_gone_also_when_the_first_try_died_before_saying_so()
    {
        var driver = Driver();
        await driver.RunAsync(Input(), await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);
        var number = _github.Repositories[Orders].Handle.Id;
        _github.Repositories.Remove(Orders, out _);

        await driver.UndoAsync(Cancel);

        var news = RepositoryNews.Parse(Assert.Single(_queue.Sent).Body).Value!;
        Assert.Equal(
            (RepositoryNews.Queue, NewsKind.Deleted, "acme/orders", number),
            (_queue.Sent[0].Queue, news.Kind, news.Repository, news.Number));
    }

    [Fact]
    public async Task Everything_that_a_template_can_ask_for_is_asked_for()
    {
        var input = JsonNode.Parse(
            """
            { "repoUrl": "github.com?owner=acme&repo=orders", "defaultBranch": "main", "access": "acme/team-a",
              "collaborators": [{ "user": "user:default/ada", "access": "push" }, { "team": "ops", "access": "maintain" }],
              "secrets": { "KEY": "s" }, "oidcCustomization": { "useDefault": false, "includeClaimKeys": ["repo"] },
              "customProperties": { "tier": "1", "areas": ["a", "b"] }, "subscribe": true, "repoVisibility": "internal",
              "requiredApprovingReviewCount": 2, "requiredStatusCheckContexts": ["test"], "protectEnforceAdmins": false,
              "restrictions": { "users": ["ada"], "teams": [] }, "requiredCommitSigning": true }
            """)!.AsObject();

        await Driver().RunAsync(input, await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);

        var settings = _github.Repositories[Orders].Settings!;
        Assert.Equal([new RepositoryGrant("team-a", true, "admin")], settings.Access);
        Assert.Equal(
            [new RepositoryGrant("ada", false, "push"), new RepositoryGrant("ops", true, "maintain")], settings.Collaborators);
        Assert.Equal(("s", "1"), (settings.Secrets["KEY"], settings.CustomProperties["tier"]));
        Assert.Equal(["a", "b"], settings.CustomPropertyLists["areas"]);
        Assert.Equal(["repo"], settings.Oidc!.ClaimKeys);
        Assert.True(settings.Subscribe);
        var protection = settings.Protection!;
        Assert.Equal((2, false, true), (protection.Approvals, protection.EnforceAdmins, protection.SignedCommits));
        Assert.Equal(["ada"], protection.Pushers!.Users);
        Assert.Empty(((IScaffoldAction)Action()).UnsupportedInputs);
    }

    [Theory]
    [InlineData("""{ "access": "acme/../x" }""", "account-invalid")]
    [InlineData("""{ "access": "other/team" }""", "account-invalid")]
    [InlineData("""{ "collaborators": [{ "user": "..", "access": "push" }] }""", "account-invalid")]
    [InlineData("""{ "secrets": { "A/../B": "s" } }""", "actions-name-invalid")]
    [InlineData("""{ "secrets": { "GITHUB_X": "s" } }""", "actions-name-invalid")]
    [InlineData("""{ "repoVariables": { "1A": "s" } }""", "actions-name-invalid")]
    [InlineData("""{ "defaultBranch": "refs/../x" }""", "branch-name-invalid")]
    [InlineData("""{ "defaultBranch": "a b" }""", "branch-name-invalid")]
    [InlineData("""{ "sourcePath": "../etc" }""", "path-unsafe")]
    [InlineData("""{ "homepage": "javascript:alert(1)" }""", "homepage-invalid")]
    [InlineData("""{ "token": "in the template" }""", "token-not-secret")]
    [InlineData("""{ "oidcCustomization": { "useDefault": true, "includeClaimKeys": ["a"] } }""", "oidc-invalid")]
    public async Task What_an_attacker_would_choose_is_refused_before_anything_is_called(string more, string code)
    {
        var input = Input();
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            input[name] = value?.DeepClone();
        }

        var end = await Driver().RunAsync(input, await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);

        Assert.Equal(code, Assert.Single(end.Problems).Code);
        Assert.Empty(_github.Calls);
    }

    [Theory]
    [InlineData("gitlab.com?owner=acme&repo=orders", "repo-host-unknown")]
    [InlineData("github.com?owner=acme", "repo-url-incomplete")]
    [InlineData("github.com?owner=acme&repo=..", "repo-url-invalid")]
    public async Task A_wrong_repository_url_is_refused(string url, string code)
    {
        var end = await Driver().RunAsync(Input(url), await WorkspaceAsync(("a.txt", "text"u8.ToArray())), Cancel);

        Assert.Equal(code, Assert.Single(end.Problems).Code);
    }

    [Fact]
    public async Task Nothing_to_publish_is_an_error()
    {
        var end = await Driver().RunAsync(Input(), workspace: null, Cancel);

        Assert.Equal("workspace-empty", Assert.Single(end.Problems).Code);
    }

    [Fact]
    public async Task Only_the_source_path_becomes_the_repository()
    {
        var workspace = await WorkspaceAsync(("service/a.txt", "text"u8.ToArray()), ("b.txt", "text"u8.ToArray()));
        await Driver().RunAsync(InputOf("./service"), workspace, Cancel);

        var entries = _github.Repositories[Orders].Commits.Values.Single().Entries;
        Assert.Equal(["a.txt", ".platform/scaffold.json"], entries.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData("service/.github/workflows/ci.yaml", true)]
    [InlineData(".github/workflows/ci.yaml", false)]
    public async Task Only_workflows_of_the_source_path_are_verified(string workflow, bool verified)
    {
        var workspace = await WorkspaceAsync(("service/a.txt", "text"u8.ToArray()), (workflow, "on: push"u8.ToArray()));
        var end = await Driver().RunAsync(InputOf("./service"), workspace, Cancel);

        Assert.Equal(verified, end.Finally is not null);
    }

    private static JsonObject Input(string url = "github.com?owner=acme&repo=orders") =>
        new() { ["repoUrl"] = url, ["defaultBranch"] = "main" };

    private static JsonObject InputOf(string path) =>
        new() { ["repoUrl"] = "github.com?owner=acme&repo=orders", ["sourcePath"] = path };

    [Fact]
    public async Task The_repository_tells_where_it_came_from_even_if_the_skeleton_says_otherwise()
    {
        var workspace = await WorkspaceAsync(
            ("README.md", "# Orders"u8.ToArray()), (".platform/scaffold.json", "{}"u8.ToArray()));

        await Driver().RunAsync(Input(), workspace, Cancel);

        var record = Assert.Single(await _provenance.ListAsync(Orders, Cancel));
        var entry = Assert.Single(
            _github.Repositories[Orders].Commits.Values.Single().Entries, entry => entry.Path == ".platform/scaffold.json");
        Assert.Equal(RepositoryMarks.TextOf(record), entry.Text);
        Assert.Equal((_task.Id, 1), (record.Task, record.Base.Files));
        Assert.Equal(
            ["README.md"], (await _contents.LoadAsync(record.Base.Manifest, Cancel)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task The_clock_hears_of_the_repository()
    {
        await Driver().RunAsync(Input(), await WorkspaceAsync(("README.md", "# Orders"u8.ToArray())), Cancel);

        // Once for each time that the turn is taken; the clock keeps the first.
        Assert.NotEmpty(_milestones.Noted);
        Assert.All(
            _milestones.Noted, noted => Assert.Equal((_task.Id, Milestone.RepositoryCreated), (noted.Task, noted.Milestone)));
    }

    private PublishGitHubAction Action() => new(
        _github, _contents, _commits, _environment, new RepositoryMarks(_contents, _provenance), _milestones,
        new RepositoryUndo(_github, _queue),
        new GitHubSteps(_environment, new MemoryRepositories(), new FakeIdentity(), _clock), _clock);

    private ActionDriver Driver() => new(Action(), _task, _task.CreatedAt);

    private async Task<string> WorkspaceAsync(params (string Path, byte[] Content)[] files) => await _contents.SaveAsync(
        new WorkspaceManifest(await _contents.WriteAsync(
            [.. files.Select(file => new WorkspaceBody(file.Path, "100644", file.Content))], Cancel)),
        Cancel);
}
