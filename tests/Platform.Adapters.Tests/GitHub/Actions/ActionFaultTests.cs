using System.Text.Json.Nodes;
using Platform.Adapters.Tests.GitHub.Publishing;
using Platform.Core.Scaffolding.Actions;
using Platform.TestKit.Catalog;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Actions;

/// <summary>
/// Each fault at each call of each action, and of its undo. One run meets the fault at several of its calls; the forge's journal
/// proves that every call was met.
/// </summary>
public sealed class ActionFaultTests(ForgeFixture forge) : IClassFixture<ForgeFixture>, IDisposable
{
    private readonly ForgeJournal _journal = new(forge);

    /// <summary>One for each way to fail; what their variants differ in is the client's, not an action's.</summary>
    public static TheoryData<string> Faults =>
    [
        "not-found", "conflict", "too-many-requests-429", "server-error-502", "server-error-after-502", "drop-before",
    ];

    public void Dispose() => _journal.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_passing_fault_at_any_call_is_recovered_from_and_doubles_nothing(string name) =>
        EachAsync(name, async (one, world, order) =>
        {
            await order();

            var turn = await world.RunAsync(one.Id, one.InputFor(world));

            Assert.True(turn.Kind == TurnKind.Done, $"{one.Id}, {name}: {string.Join('\n', turn.Problems)}");
        }, isUndo: false);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_passing_fault_while_undoing_leaves_what_no_fault_would_leave(string name) =>
        EachAsync(name, async (one, world, order) =>
        {
            await world.RunAsync(one.Id, one.InputFor(world));
            await order();

            await world.UndoAsync(one.Id);
        }, isUndo: true);

    private async Task EachAsync(
        string name, Func<ActionCase, ActionWorld, Func<Task>, Task> live, bool isUndo)
    {
        var fault = ForgeFault.Named(name);
        await Parallel.ForEachAsync(ActionCase.WithPulls, FaultRuns.ManyAtOnce, async (one, _) =>
        {
            var (clean, calls) = await CleanAsync(one, isUndo);
            List<ForgeCall> met = [.. calls.Where(fault.CanMeet).Where(call => MayPass(fault, call))];
            for (var group = 0; group < Math.Min(2, met.Count); group++)
            {
                using var world = await StartAsync();
                var organization = world.Organization.Name;
                List<ForgeCall> ordered = [.. met.Where((_, position) => position % 2 == group)];

                await live(one, world, () => _journal.OrderAsync(organization, fault, [.. ordered]));

                var faulted = await _journal.FaultedAsync(organization, fault.Kind);
                await _journal.ForgetAsync(organization);
                var (at, left) = ($"{one.Id}, {name} at {string.Join(", ", ordered)}", await one.LookAsync(world));
                Assert.True(clean == left, $"{at}:\n{clean}\n{left}");
                Assert.True(!ordered.Except(faulted).Any(), $"{at}: met only {string.Join(", ", faulted)}");
            }
        });
    }

    // What is said not to be there is not there, for whoever has not made it yet, or wants it gone.
    private static bool MayPass(ForgeFault fault, ForgeCall call) =>
        fault.Kind != "not-found" || call.Method is not ("GET" or "DELETE");

    /// <summary>What is there without a fault, and the calls that make it so.</summary>
    private async Task<(string Left, IReadOnlyList<ForgeCall> Calls)> CleanAsync(ActionCase one, bool isUndo)
    {
        using var world = await StartAsync();
        var before = await _journal.CountAsync(world.Organization.Name);
        var turn = await world.RunAsync(one.Id, one.InputFor(world));
        Assert.True(turn.Kind == TurnKind.Done, $"{one.Id}: {string.Join('\n', turn.Problems)}");
        if (isUndo)
        {
            before = await _journal.CountAsync(world.Organization.Name);
            await world.UndoAsync(one.Id);
        }

        var calls = await _journal.CallsAsync(world.Organization.Name, before);
        return (await one.LookAsync(world), calls);
    }

    private async Task<ActionWorld> StartAsync()
    {
        var world = await ActionWorld.StartAsync(forge);
        await world.SaveWorkspaceAsync(
            new("a.txt", "100644", "a"u8.ToArray()), new("logo.png", "100644", new byte[] { 0x89, 0, 1 }));
        await world.Catalog.Store.WriteAsync(
            [
                new EntityBuilder().With("kind", "User").Named("someone")
                    .With("metadata.annotations", new JsonObject { ["github.com/user-login"] = "ada" }).Write(),
                new EntityBuilder().With("kind", "Group").Named("team-a").Write(),
            ],
            TestContext.Current.CancellationToken);
        return world;
    }
}
