using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Actions;

public sealed class PullRequestActionTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private const string Id = "publish:github:pull-request";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_workspace_becomes_one_commit_and_a_pull_request_that_is_taken_back_without_a_trace()
    {
        using var world = await StartAsync();
        byte[] picture = [0x89, 0, 1, 255];
        await world.SaveWorkspaceAsync(
            Text("app/.gitignore", "*.log\n/build/\n!keep.log\n"), Text("app/run.sh", "#!/bin/sh\n", "100755"),
            Text("app/a.log", "no"), Text("app/keep.log", "yes"), Text("app/build/x", "no"),
            Text("app/link", "run.sh", "120000"), new("app/logo.png", "100644", picture), Text("other.txt", "not taken"));

        var turn = await world.RunAsync(Id, Input(
            """
            { "sourcePath": "./app", "targetPath": "services/app/", "draft": true, "reviewers": ["ada"],
              "teamReviewers": ["team-a"], "assignees": ["bob"],
              "gitAuthorName": "Ada", "gitAuthorEmail": "ada@acme.com", "commitMessage": "Bring the app" }
            """));

        Assert.True(turn.Kind == TurnKind.Done, string.Join('\n', turn.Problems));
        var pull = Assert.Single((await world.GetAsync($"{world.Path}/pulls"))!.AsArray())!;
        Assert.Equal(
            ((int)pull["number"]!, $"{pull["html_url"]}", "main"),
            ((int)turn.Output!["pullRequestNumber"]!, $"{turn.Output["remoteUrl"]}", $"{turn.Output["targetBranchName"]}"));
        Assert.Equal(("Add the app", true, "add-app"), ($"{pull["title"]}", (bool)pull["draft"]!, $"{pull["head"]!["ref"]}"));
        Assert.StartsWith("It is new.\n\n<!-- platform-task:", $"{pull["body"]}");
        Assert.Equal("ada", $"{Assert.Single(pull["requested_reviewers"]!.AsArray())!["login"]}");
        Assert.Equal("team-a", $"{Assert.Single(pull["requested_teams"]!.AsArray())!["slug"]}");
        Assert.Equal("bob", $"{Assert.Single(pull["assignees"]!.AsArray())!["login"]}");
        Assert.Equal(1, (int)(await world.GetAsync($"{world.Path}/pulls/{pull["number"]}"))!["commits"]!);
        var commit = (await world.GetAsync($"{world.Path}/git/commits/{pull["head"]!["sha"]}"))!;
        Assert.Equal(("Bring the app", "ada@acme.com"), ($"{commit["message"]}", $"{commit["author"]!["email"]}"));
        Assert.Equal(
            [
                "100644 .github/workflows/deploy.yml", "100644 .gitignore", "100644 README.md",
                "100644 services/app/.gitignore", "100644 services/app/keep.log", "120000 services/app/link",
                "100644 services/app/logo.png", "100755 services/app/run.sh",
            ],
            await FilesAsync(world, "add-app"));
        var logo = (await world.GetAsync($"{world.Path}/contents/services/app/logo.png?ref=add-app"))!;
        Assert.Equal(picture, Convert.FromBase64String($"{logo["content"]}".Replace("\n", "")));

        var undone = await world.UndoAsync(Id);
        await world.UndoAsync(Id);

        Assert.False(undone!.LeftBehind, undone.Message);
        Assert.Null(await world.GetAsync($"{world.Path}/git/ref/heads/add-app"));
        Assert.Empty((await world.GetAsync($"{world.Path}/pulls"))!.AsArray());
        Assert.Single((await world.GetAsync($"{world.Path}/issues/{pull["number"]}/comments"))!.AsArray());
    }

    [Fact]
    public async Task A_branch_of_somebody_s_is_an_error_unless_it_is_to_be_updated_and_then_goes_back()
    {
        using var world = await StartAsync();
        await world.SaveWorkspaceAsync(Text("a.txt", "a"));
        var theirs = await world.Organization.CommitAsync(
            ActionWorld.Repository, await world.Organization.HeadAsync(ActionWorld.Repository), ("theirs.txt", "x"));
        await world.Organization.BranchAsync(ActionWorld.Repository, "add-app", theirs);
        await world.SendAsync(HttpMethod.Post, $"{world.Path}/pulls", new { title = "Theirs", head = "add-app", @base = "main" });

        var refused = await world.RunAsync(Id, Input());
        var previewed = await world.PreviewAsync(Id, Input());
        var updated = await world.RunAsync(Id, Input("""{ "update": true }"""));

        Assert.Equal("branch-taken", Assert.Single(refused.Problems).Code);
        Assert.Equal("branch-taken", Assert.Single(previewed.Problems).Code);
        Assert.Equal(2, (int)updated.Output!["pullRequestNumber"]!);
        var pull = (await world.GetAsync($"{world.Path}/pulls/2"))!;
        Assert.Equal(("Add the app", 2), ($"{pull["title"]}", (int)pull["commits"]!));
        Assert.Contains("100644 theirs.txt", await FilesAsync(world, "add-app"));

        var undone = await world.UndoAsync(Id);

        Assert.False(undone!.LeftBehind, undone.Message);
        Assert.Equal(theirs, await HeadAsync(world));
        Assert.Equal("open", $"{(await world.GetAsync($"{world.Path}/pulls/2"))!["state"]}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_changes_nothing_is_opened_only_when_it_is_wanted(bool isWanted)
    {
        using var world = await StartAsync();
        await world.SaveWorkspaceAsync(Text("README.md", "# Orders\n"));

        var turn = await world.RunAsync(Id, Input($$"""{ "createWhenEmpty": {{(isWanted ? "true" : "false")}} }"""));

        Assert.True(turn.Kind == TurnKind.Done, string.Join('\n', turn.Problems));
        Assert.Equal(isWanted ? 1 : 0, (await world.GetAsync($"{world.Path}/pulls"))!.AsArray().Count);
        Assert.Equal(isWanted, await world.GetAsync($"{world.Path}/git/ref/heads/add-app") is not null);
        Assert.False((await world.UndoAsync(Id))!.LeftBehind);
    }

    [Fact]
    public async Task Without_a_workspace_it_may_still_be_opened_empty()
    {
        using var world = await StartAsync();

        var turn = await world.RunAsync(Id, Input());

        Assert.True(turn.Kind == TurnKind.Done, string.Join('\n', turn.Problems));
        Assert.Single((await world.GetAsync($"{world.Path}/pulls"))!.AsArray());
    }

    [Fact]
    public async Task The_author_can_be_left_to_GitHub()
    {
        using var world = await StartAsync();
        await world.SaveWorkspaceAsync(Text("a.txt", "a"));

        await world.RunAsync(Id, Input("""{ "forceEmptyGitAuthor": true }"""));

        var commit = (await world.GetAsync($"{world.Path}/git/commits/{await HeadAsync(world)}"))!;
        Assert.NotEqual("scaffolder@platform.invalid", $"{commit["author"]!["email"]}");
    }

    [Fact]
    public async Task A_branch_that_somebody_pushed_to_or_merged_is_left_behind()
    {
        using var world = await StartAsync();
        await world.SaveWorkspaceAsync(Text("a.txt", "a"));
        await world.RunAsync(Id, Input());
        var more = await world.Organization.CommitAsync(ActionWorld.Repository, await HeadAsync(world), ("b.txt", "b"));
        await world.Organization.MoveAsync(ActionWorld.Repository, "add-app", more);

        var pushed = await world.UndoAsync(Id);
        await world.SendAsync(HttpMethod.Put, $"{world.Path}/pulls/2/merge", new { });
        var merged = await world.UndoAsync(Id);

        Assert.True(pushed!.LeftBehind);
        Assert.True(merged!.LeftBehind);
        Assert.Contains("is merged", merged.Message);
        Assert.Equal(more, await HeadAsync(world));
    }

    [Fact]
    public async Task Reviewers_that_GitHub_refuses_are_a_word_in_the_log()
    {
        using var world = await StartAsync();
        await world.SaveWorkspaceAsync(Text("a.txt", "a"));

        var turn = await world.RunAsync(Id, Input("""{ "reviewers": ["nobody"] }"""));

        Assert.Equal(TurnKind.Done, turn.Kind);
        Assert.Contains(world.Messages, message => message.Contains("Not everybody was asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_propose_and_writes_nothing()
    {
        using var world = await StartAsync();
        await world.SaveWorkspaceAsync(Text("a.txt", "a"), Text("b.txt", "b"));
        var before = await world.Organization.SequenceAsync();

        var turn = await world.PreviewAsync(Id, Input());

        Assert.Equal(
            $"Would propose 2 files on branch add-app to main of {world.Organization.Name}/orders", Assert.Single(turn.Messages));
        Assert.Equal("main", $"{turn.Output!["targetBranchName"]}");
        Assert.All(await world.Organization.RequestsAsync(before), request => Assert.StartsWith("GET ", request.Call));
    }

    private Task<ActionWorld> StartAsync() => ActionWorld.StartAsync(forge);

    private static WorkspaceBody Text(string path, string text, string mode = "100644") =>
        new(path, mode, Encoding.UTF8.GetBytes(text));

    private static JsonObject Input(string more = "{}")
    {
        var input = JsonNode.Parse(more)!.AsObject();
        input["branchName"] = "add-app";
        input["title"] = "Add the app";
        input["description"] = "It is new.";
        return input;
    }

    private static async Task<string> HeadAsync(ActionWorld world) =>
        $"{(await world.GetAsync($"{world.Path}/git/ref/heads/add-app"))!["object"]!["sha"]}";

    private static async Task<IReadOnlyList<string>> FilesAsync(ActionWorld world, string branch)
    {
        var tree = (await world.GetAsync($"{world.Path}/git/trees/{branch}?recursive=1"))!["tree"]!.AsArray();
        return
        [
            .. tree.Where(entry => $"{entry!["type"]}" == "blob").OrderBy(entry => $"{entry!["path"]}", StringComparer.Ordinal)
                .Select(entry => $"{entry!["mode"]} {entry["path"]}"),
        ];
    }
}
