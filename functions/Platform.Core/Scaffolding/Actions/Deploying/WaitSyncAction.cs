using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Deploying;

/// <summary>
/// <c>argocd:wait-sync</c>: ends when an application is synced to a commit and healthy. Woken by Argo CD's notifications; looks
/// at what they told, and at Argo CD itself where the template names it, at growing intervals in case none comes.
/// </summary>
public sealed class WaitSyncAction(IArgoCdStates states, IArgoCd argoCd, TimeProvider clock) : IScaffoldAction
{
    private const string Check = "check";
    private const string Unknown = "unknown";

    public string Id => "argocd:wait-sync";

    public string Description => "Waits until Argo CD has synced an application to a commit and it is healthy.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public IReadOnlyList<string>? SecretInputs => ["token"];

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Wait for the commit that was just published to be live in staging",
            """
            steps:
              - id: staging
                name: Wait for staging
                action: argocd:wait-sync
                input:
                  application: ${{ parameters.name }}-staging
                  revision: ${{ steps.publish.output.commitHash }}
                  timeout: PT15M
            """),
    ];

    public JsonObject InputSchema { get; } = ActionSchemas.Parse(WaitSyncInput.Schema);

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "application": { "type": "string" },
          "outcome": { "enum": ["synced", "timeout"] },
          "revision": { "type": "string" },
          "sync": { "type": "string" },
          "health": { "type": "string" },
          "waitedSeconds": { "type": "number" },
          "syncSeconds": { "type": "number" },
          "intervalSeconds": { "type": ["number", "string"], "examples": ["unknown"] }
        }
        """);

    /// <summary>The event that wakes who waits for an application.</summary>
    public static string EventOf(string application) => $"argocd/{application}";

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = WaitSyncInput.From(call.Input, argoCd);
        if (!input.IsOk)
        {
            return ActionTurn.Failed(input.Problems);
        }

        if (call.Stage == ActionCall.Start)
        {
            // Before the first look, so that whatever is told after it wakes the task.
            await states.AddWaiterAsync(input.Value.Application, task.Id, cancellationToken);
        }

        var turn = await LookAsync(call, input.Value, cancellationToken);
        if (turn.Kind is TurnKind.Done or TurnKind.Failed)
        {
            await states.RemoveWaiterAsync(input.Value.Application, task.Id, cancellationToken);
        }

        return turn;
    }

    public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = WaitSyncInput.From(call.Input, argoCd);
        return Task.FromResult(input.IsOk
            ? ActionTurn.Done(new
            {
                application = input.Value.Application,
                outcome = "synced",
                revision = input.Value.Revision,
                sync = "Synced",
                health = "Healthy",
                waitedSeconds = 0,
                intervalSeconds = Unknown,
            }).Saying($"Would wait at most {DurationText.Of(input.Value.Timeout)} for Argo CD to sync {input.Value.Application}")
            : ActionTurn.Failed(input.Problems));
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing.");

    private async Task<ActionTurn> LookAsync(ActionCall call, WaitSyncInput input, CancellationToken cancellationToken)
    {
        var told = await states.FindAsync(input.Application, cancellationToken);
        if (!IsDecisive(told, call, input) && input.Server is { } server)
        {
            told = await argoCd.FindAsync(server, input.Application, input.Token, cancellationToken) ?? told;
        }

        var waited = clock.GetUtcNow() - call.Step.StartedAt;
        if (told is not null && IsDecisive(told, call, input))
        {
            return told.HasFailed
                ? ActionTurn.Failed(new Problem(
                    "argocd-sync-failed", $"Argo CD could not sync {told.Application}: {told.Message ?? told.Phase}",
                    Value: told.Phase, Expected: "Succeeded"))
                : await EndAsync("synced", told, input, waited, cancellationToken);
        }

        if (waited < input.Timeout)
        {
            return WaitFor(input, waited, call.State?.GetValue<int>() ?? 0);
        }

        return input.FailsOnTimeout
            ? ActionTurn.Failed(new Problem(
                "argocd-sync-timeout",
                $"Argo CD did not sync {input.Application} within {DurationText.Of(input.Timeout)}; "
                + (told is null ? "nothing was heard of it." : $"it is {told.Sync} and {told.Health}."),
                Value: told?.Health, Expected: input.ForHealth ? "Synced and Healthy" : "Synced"))
            : await EndAsync("timeout", told, input, waited, cancellationToken);
    }

    // Without a commit only what began after the step counts; Argo CD's clock has whole seconds.
    private static bool IsDecisive(ArgoCdState? told, ActionCall call, WaitSyncInput input) =>
        told is not null
        && told.IsAt(input.Revision)
        && (input.Revision is not null || told.StartedAt > call.Step.StartedAt - TimeSpan.FromSeconds(1))
        && (told.HasFailed || (told.HasSucceeded && (told.IsHealthy || !input.ForHealth)));

    private async Task<ActionTurn> EndAsync(
        string outcome, ArgoCdState? told, WaitSyncInput input, TimeSpan waited, CancellationToken cancellationToken)
    {
        var interval = await IntervalAsync(told, input, cancellationToken);
        var text = interval is { } known ? $"interval is {DurationText.Of(known)}" : "its interval is unknown";
        return ActionTurn.Done(new
        {
            application = input.Application,
            outcome,
            revision = told is { Revisions: [var first, ..] } ? first : input.Revision,
            sync = told?.Sync,
            health = told?.Health,
            waitedSeconds = Math.Round(waited.TotalSeconds, 3),
            syncSeconds = told is { StartedAt: { } from, FinishedAt: { } to } ? (to - from).TotalSeconds : (double?)null,
            intervalSeconds = interval is { } seconds ? JsonValue.Create(seconds.TotalSeconds) : JsonValue.Create(Unknown),
        }).Saying(outcome == "synced"
            ? $"Argo CD has synced {input.Application} after {DurationText.Of(waited)}; {text}"
            : $"Argo CD has not synced {input.Application} after {DurationText.Of(waited)}; going on as the template says");
    }

    private async Task<TimeSpan?> IntervalAsync(
        ArgoCdState? told, WaitSyncInput input, CancellationToken cancellationToken)
    {
        if (input.Server is not { } server)
        {
            return null;
        }

        // Notifications don't tell the owner; the API does.
        var name = input.ApplicationSet ?? told?.ApplicationSet
            ?? (await argoCd.FindAsync(server, input.Application, input.Token, cancellationToken))?.ApplicationSet;
        return name is null
            ? null
            : RequeueInterval.Of(await argoCd.FindSetAsync(server, name, input.Token, cancellationToken));
    }

    // 2, 3, 4.5, ... at most 60 s: an hour's wait costs some 65 looks.
    private static ActionTurn WaitFor(WaitSyncInput input, TimeSpan waited, int look)
    {
        var pause = Math.Min(60, 2 * Math.Pow(1.5, Math.Min(look, 20)));
        var left = Math.Max(0.1, (input.Timeout - waited).TotalSeconds);
        var turn = ActionTurn.Wait(
            EventOf(input.Application), TimeSpan.FromSeconds(Math.Min(pause, left)), Check, JsonValue.Create(look + 1));
        return look > 0 ? turn : turn.Saying($"Waiting for Argo CD to sync {input.Application}");
    }
}
