using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Actions;

/// <summary>What every action on a repository promises, against the forge.</summary>
public sealed class RepositoryActionTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    public static TheoryData<string> Ids => ActionCase.Ids;

    public static TheoryData<string> Rivals => [.. ActionCase.All.Where(one => one.Other is not null).Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_it_makes_it_makes_once_and_takes_back(string id)
    {
        var (one, world) = await StartAsync(id);
        using var disposable = world;
        var before = await one.LookAsync(world);

        var turn = await world.RunAsync(id, one.InputFor(world));

        Assert.True(turn.Kind == TurnKind.Done, string.Join('\n', turn.Problems));
        var made = await one.LookAsync(world);
        Assert.NotEqual(before, made);
        Assert.Contains(world.Messages, message => message.Contains($"{world.Organization.Name}/orders"));

        var undone = await world.UndoAsync(id);
        await world.UndoAsync(id);

        var isFinal = id is "github:actions:dispatch";
        Assert.Equal(isFinal, undone!.LeftBehind);
        Assert.Equal(isFinal ? made : Undone(id, before), Undone(id, await one.LookAsync(world)));
    }

    [Theory]
    [MemberData(nameof(Rivals))]
    public async Task A_foreign_thing_of_the_same_name_is_an_error_and_stays_as_it_is(string id)
    {
        var (one, world) = await StartAsync(id);
        using var disposable = world;
        Assert.Equal(TurnKind.Done, (await world.RunAsync(id, one.OtherFor(world))).Kind);
        var theirs = await one.LookAsync(world);
        world.Task = world.NewTask();

        var turn = await world.RunAsync(id, one.InputFor(world));

        Assert.Equal("already-there", Assert.Single(turn.Problems).Code);
        await world.UndoAsync(id);
        Assert.Equal(theirs, await one.LookAsync(world));
        Assert.Equal(TurnKind.Failed, (await world.PreviewAsync(id, one.InputFor(world))).Kind);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_dry_run_says_what_it_would_do_and_writes_nothing(string id)
    {
        var (one, world) = await StartAsync(id);
        using var disposable = world;
        var before = await world.Organization.SequenceAsync();

        var turn = await world.PreviewAsync(id, one.InputFor(world));

        Assert.True(turn.Kind == TurnKind.Done, string.Join('\n', turn.Problems));
        Assert.StartsWith("Would ", Assert.Single(turn.Messages));
        Assert.All(await world.Organization.RequestsAsync(before), request => Assert.StartsWith("GET ", request.Call));
        var outputs = ActionSchemas.OutputsOf(world.Action(id).OutputSchema)!;
        Assert.Equal(outputs.Order(), turn.Output!.AsObject().Select(pair => pair.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_repository_that_is_not_there_is_an_error(string id)
    {
        var (one, world) = await StartAsync(id);
        using var disposable = world;
        var input = one.InputFor(world);
        input["repoUrl"] = world.RepoUrlOf("nothing");

        var turn = await world.RunAsync(id, input);

        Assert.Contains(turn.Problems, problem => problem.Code is "repository-not-found" or "issue-not-found");
    }

    /// <summary>Issues can't be deleted: the one that was closed keeps its comment, and is not among the open ones.</summary>
    private static string Undone(string id, string look) =>
        id == "github:issues:create" ? look.Split("issues/2/comments")[0] : look;

    private async Task<(ActionCase Case, ActionWorld World)> StartAsync(string id)
    {
        var world = await ActionWorld.StartAsync(forge);
        await world.Catalog.Store.WriteAsync(
            [
                new EntityBuilder().With("kind", "User").Named("someone")
                    .With("metadata.annotations", new JsonObject { ["github.com/user-login"] = "ada" }).Write(),
                new EntityBuilder().With("kind", "Group").Named("team-a").Write(),
            ],
            TestContext.Current.CancellationToken);
        return (ActionCase.Of(id), world);
    }
}
