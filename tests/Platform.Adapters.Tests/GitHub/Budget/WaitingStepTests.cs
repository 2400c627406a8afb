using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Adapters.Tests.GitHub.Budget;

/// <summary>GitHub's limits on content, and a step that meets them; the hour passes as fast as the clock is turned.</summary>
public sealed class WaitingStepTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly GitHubBudget _budget;
    private readonly MemoryEventLog _events;
    private readonly ActionRunner _runner;

    public WaitingStepTests()
    {
        _budget = new(new MemoryBudgetRows(), new BudgetLimits(80, 500), _clock);
        _events = new(_clock);

        // No wait is short enough to be sat out in the process.
        var calls = new GitHubCalls(null!, new(_clock, TimeSpan.Zero), new SilentWaits(), TimeSpan.Zero, _clock);
        var actions = new ActionRegistry([new MutatingAction(calls, _budget)]);
        _runner = new(actions, _events, new TurnSecrets(new MemoryTaskSecrets()), RetryPauses.Usual, _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_501st_change_of_an_hour_waits_its_turn_and_the_log_of_its_task_says_so()
    {
        var start = _clock.GetUtcNow();
        for (var taken = 0; taken < 500;)
        {
            try
            {
                await _budget.TakeAsync("acme", Cancel);
                taken++;
            }
            catch (BudgetExhaustedException full)
            {
                _clock.Advance(full.Delay);
            }
        }

        Assert.InRange(_clock.GetUtcNow() - start, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30));
        var task = new TaskBuilder().At(_clock).WithStep("publish", MutatingAction.ActionId).Build();
        var call = new ActionCall(
            task.Id, new("publish", "Publish", 0, 1, null, true, _clock.GetUtcNow()), MutatingAction.ActionId, [], null);

        var waits = await _runner.RunAsync(task, call, Cancel);
        _clock.Advance(waits.After - TimeSpan.FromSeconds(1));
        var early = await _runner.RunAsync(task, call, Cancel);
        _clock.Advance(early.After);
        var done = await _runner.RunAsync(task, call, Cancel);

        Assert.Equal((TurnKind.Retry, true), (waits.Kind, waits.Waited));
        Assert.InRange(waits.After, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(61));
        Assert.Equal((TurnKind.Retry, true), (early.Kind, early.Waited));
        Assert.Equal(TurnKind.Done, done.Kind);
        var log = (await _events.ReadAsync(task.Id, 0, Cancel)).Select(entry => entry.Body.Message).ToList();
        Assert.Contains(log, line => line.Contains("the 500 changes allowed in an hour are used up", StringComparison.Ordinal)
            && line.Contains("Waiting its turn for", StringComparison.Ordinal));
    }

    public void Dispose() => _budget.Dispose();

    private sealed class SilentWaits : IBudgetWaits
    {
        public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Changes something at GitHub once.</summary>
    private sealed class MutatingAction(GitHubCalls calls, GitHubBudget budget) : IScaffoldAction
    {
        public const string ActionId = "test:mutate";

        public string Id => ActionId;

        public string Description => "Changes something.";

        public JsonObject InputSchema => [];

        public JsonObject OutputSchema => ActionSchemas.NoOutput;

        public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
        {
            var changed = await calls.RunAsync(
                new CallContext("change acme/orders", null), _ => budget.TakeAsync("acme", cancellationToken), cancellationToken);
            return changed.IsOk ? ActionTurn.Done() : ActionTurn.Failed(changed.Problems);
        }

        public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing to take back.");
    }
}
