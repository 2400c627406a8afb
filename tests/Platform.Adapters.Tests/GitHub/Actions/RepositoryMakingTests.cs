using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.TestKit.Services;
using Sodium;

namespace Platform.Adapters.Tests.GitHub.Actions;

/// <summary>Repositories that are made and filled, in one step or in two.</summary>
public sealed class RepositoryMakingTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private const string Publish = "publish:github";
    private const string Create = "github:repo:create";
    private const string Push = "github:repo:push";
    private const string Finish = "github:repo:finish";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_repository_has_everything_that_was_asked_for_and_goes_as_a_whole()
    {
        using var world = await StartAsync();

        var turn = await world.RunAsync(Publish, Everything(world));

        Assert.True(turn.Kind == TurnKind.Done, string.Join('\n', turn.Problems));
        var made = (await world.GetAsync(Path(world)))!;
        Assert.Equal(("Takes money", "trunk", "internal", "https://acme.com/"), (
            $"{made["description"]}", $"{made["default_branch"]}", $"{made["visibility"]}", $"{made["homepage"]}"));
        Assert.Equal((true, false, "PR_TITLE", false), (
            (bool)made["delete_branch_on_merge"]!, (bool)made["allow_rebase_merge"]!, $"{made["squash_merge_commit_title"]}",
            (bool)made["has_wiki"]!));
        Assert.Equal("admin", $"{(await world.GetAsync($"{Path(world)}/teams"))![0]!["permission"]}");
        Assert.True(await HasAsync(world, "collaborators/bob"));
        Assert.False(await HasAsync(world, "collaborators/nobody"));
        Assert.Contains(world.Messages, message => message.Contains("GitHub has no user nobody", StringComparison.Ordinal));
        Assert.True(await HasAsync(world, "subscription"));
        var subject = await world.GetAsync($"{Path(world)}/actions/oidc/customization/sub");
        Assert.Equal("context", $"{subject!["include_claim_keys"]![0]}");
        var protection = (await world.GetAsync($"{Path(world)}/branches/trunk/protection"))!;
        Assert.Equal(2, (int)protection["required_pull_request_reviews"]!["required_approving_review_count"]!);
        Assert.True((bool)protection["required_signatures"]!["enabled"]!);
        Assert.Equal(["a \"secret\" größer"], await SecretsAsync(world));

        Assert.False((await world.UndoAsync(Publish))!.LeftBehind);
        Assert.Null(await world.GetAsync(Path(world)));
    }

    [Fact]
    public async Task A_repository_is_made_by_one_step_and_filled_by_another()
    {
        using var world = await StartAsync();

        var created = await world.RunAsync(Create, Input(world, """{ "description": "Takes money", "topics": ["Money"] }"""));
        var createUndo = world.Undo;
        var pushed = await world.RunAsync(Push, Input(world, """{ "gitCommitMessage": "All of it" }"""));
        var finished = await world.RunAsync(Finish, created.Finally!.Input);

        Assert.True(pushed.Kind == TurnKind.Done, string.Join('\n', pushed.Problems));
        Assert.Equal(TurnKind.Done, finished.Kind);
        var made = (await world.GetAsync(Path(world)))!;
        Assert.Equal(("Takes money", "master"), ($"{made["description"]}", $"{made["default_branch"]}"));
        var commit = Assert.Single((await world.GetAsync($"{Path(world)}/commits"))!.AsArray())!;
        Assert.Equal(("All of it", $"{pushed.Output!["commitHash"]}"), ($"{commit["commit"]!["message"]}", $"{commit["sha"]}"));
        Assert.True(await HasAsync(world, "branches/master/protection"));
        Assert.Equal("money", $"{made["topics"]![0]}");

        world.Undo = createUndo;
        var undone = await world.UndoAsync(Create);
        Assert.False(undone!.LeftBehind, undone.Message);
        Assert.Null(await world.GetAsync(Path(world)));
    }

    [Fact]
    public async Task Without_a_push_the_mark_goes_at_the_end_and_the_repository_goes_while_it_is_there()
    {
        using var world = await StartAsync();

        var created = await world.RunAsync(Create, Input(world));
        Assert.Contains("[platform-task:", $"{(await world.GetAsync(Path(world)))!["description"]}");
        Assert.False((await world.UndoAsync(Create))!.LeftBehind);
        Assert.Null(await world.GetAsync(Path(world)));

        created = await world.RunAsync(Create, Input(world));
        await world.RunAsync(Finish, created.Finally!.Input);

        Assert.Equal("", $"{(await world.GetAsync(Path(world)))!["description"]}");
    }

    [Fact]
    public async Task Somebody_s_empty_repository_is_filled_and_emptied_again()
    {
        using var world = await StartAsync();
        await world.Organization.CreateAsync("money");

        var pushed = await world.RunAsync(Push, Input(world));

        Assert.True(pushed.Kind == TurnKind.Done, string.Join('\n', pushed.Problems));
        Assert.Single((await world.GetAsync($"{Path(world)}/commits"))!.AsArray());
        var undone = await world.UndoAsync(Push);
        await world.UndoAsync(Push);
        Assert.False(undone!.LeftBehind, undone.Message);
        var left = Assert.Single((await world.GetAsync($"{Path(world)}/commits"))!.AsArray());
        Assert.Equal("Initial commit", $"{left!["commit"]!["message"]}");
        Assert.False(await HasAsync(world, "branches/master/protection"));
    }

    [Fact]
    public async Task Somebody_s_content_is_left_as_it_is()
    {
        using var world = await StartAsync();
        await world.Organization.CreateAsync("money", ("theirs.txt", "x"));

        var pushed = await world.RunAsync(Push, Input(world));

        Assert.Equal("repository-not-empty", Assert.Single(pushed.Problems).Code);
        Assert.Equal("main", $"{(await world.GetAsync(Path(world)))!["default_branch"]}");
        Assert.True(await HasAsync(world, "contents/theirs.txt"));
        foreach (var id in new[] { Publish, Create })
        {
            Assert.Equal("repository-name-taken", Assert.Single((await world.RunAsync(id, Input(world))).Problems).Code);
            Assert.False((await world.UndoAsync(id))!.LeftBehind);
            Assert.Equal("repository-name-taken", Assert.Single((await world.PreviewAsync(id, Input(world))).Problems).Code);
        }
    }

    [Theory]
    [InlineData(Publish, "Would create repository {0}/money (private) with 2 files")]
    [InlineData(Create, "Would create repository {0}/money (private)")]
    [InlineData(Push, "Would push 2 files to master of {0}/money")]
    public async Task A_dry_run_says_what_it_would_do_and_writes_nothing(string id, string expected)
    {
        using var world = await StartAsync();
        var before = await world.Organization.SequenceAsync();

        var turn = await world.PreviewAsync(id, Input(world));

        Assert.Equal(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, world.Organization.Name),
            Assert.Single(turn.Messages));
        Assert.All(await world.Organization.RequestsAsync(before), request => Assert.StartsWith("GET ", request.Call));
        Assert.Equal(
            ActionSchemas.OutputsOf(world.Action(id).OutputSchema)!.Order(),
            turn.Output!.AsObject().Select(pair => pair.Key).Order());
    }

    [Fact]
    public async Task A_repository_whose_only_issue_is_the_task_s_own_goes_too()
    {
        using var world = await StartAsync();
        await world.RunAsync(Publish, Input(world));
        var undo = world.Undo;
        await world.RunAsync("github:issues:create", Input(world, """{ "title": "Look" }"""));
        await world.UndoAsync("github:issues:create");

        world.Undo = undo;
        var undone = await world.UndoAsync(Publish);

        Assert.False(undone!.LeftBehind, undone.Message);
        Assert.Null(await world.GetAsync(Path(world)));
    }

    private async Task<ActionWorld> StartAsync()
    {
        var world = await ActionWorld.StartAsync(forge);
        await world.SaveWorkspaceAsync(
            new("README.md", "100644", "# Money\n"u8.ToArray()), new("logo.png", "100644", new byte[] { 0x89, 0, 1 }));
        return world;
    }

    private static string Path(ActionWorld world) => $"repos/{world.Organization.Name}/money";

    private static JsonObject Input(ActionWorld world, string more = "{}")
    {
        var input = JsonNode.Parse(more)!.AsObject();
        input["repoUrl"] = world.RepoUrlOf("money");
        return input;
    }

    private static JsonObject Everything(ActionWorld world) => Input(world, $$"""
        { "description": "Takes money", "homepage": "https://acme.com/", "defaultBranch": "trunk", "repoVisibility": "internal",
          "access": "{{world.Organization.Name}}/team-a", "deleteBranchOnMerge": true, "allowRebaseMerge": false,
          "squashMergeCommitTitle": "PR_TITLE", "hasWiki": false, "subscribe": true,
          "collaborators": [{ "user": "user:default/bob", "access": "push" }, { "user": "nobody", "access": "pull" }],
          "secrets": { "API_KEY": "a \"secret\" größer" },
          "oidcCustomization": { "useDefault": false, "includeClaimKeys": ["context"] },
          "requiredApprovingReviewCount": 2, "requiredCommitSigning": true, "requiredLinearHistory": true }
        """);

    private static async Task<bool> HasAsync(ActionWorld world, string what)
    {
        using var answer = await world.AskAsync($"{Path(world)}/{what}");
        return answer.IsSuccessStatusCode;
    }

    /// <summary>As GitHub would open them.</summary>
    private static async Task<IReadOnlyList<string>> SecretsAsync(ActionWorld world)
    {
        var key = System.Security.Cryptography.SHA256.HashData("platform-forge"u8);
        var boxes = (await world.GetAsync($"_forge/secrets?org={world.Organization.Name}&repo=money"))!.AsObject();
        return
        [
            .. boxes.Select(box => Encoding.UTF8.GetString(
                SealedPublicKeyBox.Open(Convert.FromBase64String($"{box.Value}"), key, ScalarMult.Base(key)))),
        ];
    }
}
