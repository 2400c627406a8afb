using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>
/// An action that another service carries out. It is called with a key that stays the same whatever is repeated; it answers with
/// its outputs, or accepts and reports back. Its word is kept before the task is woken; a service that has gone silent, perhaps
/// because it was restarted, is called again.
/// </summary>
public sealed class RemoteAction(
    RemoteActionDefinition definition,
    RemoteActionTransport transport,
    IRemoteCallStore calls,
    IRemoteActionSettings settings,
    RetryPauses pauses,
    TimeProvider clock) : IScaffoldAction
{
    /// <summary>What may take longer keeps no place among the tasks that run.</summary>
    private static readonly TimeSpan LongestBusy = TimeSpan.FromHours(1);

    private const string Invoke = "invoke";
    private const string Look = "look";

    public string Id => definition.Id;

    public int Version => definition.Version;

    public string Description => definition.Description;

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public JsonObject InputSchema => definition.Input;

    public JsonObject OutputSchema => definition.Output;

    public IReadOnlyList<ActionExample> Examples => definition.Examples;

    /// <summary>The event that wakes a task, by the key of the call.</summary>
    public static string EventOf(string key) => $"remote-action/{key}";

    public Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) => call.Stage switch
    {
        ActionCall.Start => Task.FromResult(Begin(call)),
        Invoke => InvokeAsync(task, call, cancellationToken),
        Look => LookAsync(task, call, cancellationToken),
        _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
    };

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        if (transport.WhyNot(definition) is { } problem)
        {
            return ActionTurn.Failed(problem);
        }

        var would = ActionTurn.Done(ActionSchemas.ExampleOf(OutputSchema)).Saying($"Would call {definition.Name}");
        if (!definition.CanPreview)
        {
            return would;
        }

        var key = IdempotencyKeys.For(task.Id, call.Step);
        var answer = await transport.PostAsync(
            definition, "/preview", Body("preview", task.Id, call.Step.Id, key, call.Input), key, cancellationToken);
        return answer.Status == 200
            ? ActionTurn.Done(answer.Body?["output"]?.DeepClone() as JsonObject ?? ActionSchemas.ExampleOf(OutputSchema))
                .Saying($"Would call {definition.Name}: {RemoteTexts.Short((string?)answer.Body?["message"] ?? "it agrees")}")
            : ActionTurn.Failed(new Problem("remote-action-failed", answer.Why, Expected: "200"));
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        var key = call.UndoAs<Called>().IdempotencyKey;
        if (!definition.CanUndo)
        {
            return new($"{Id} can't take back what it did (its key is {key}).", LeftBehind: true);
        }

        var answer = await transport.PostAsync(
            definition, "/undo", Body("undo", task.Id, call.StepId, key), key, cancellationToken);
        return answer.Status is >= 200 and < 300 or 404 ? new(answer.Status == 404
                ? $"{Id} had made nothing."
                : $"{Id} took it back. {RemoteTexts.Short((string?)answer.Body?["message"] ?? string.Empty)}".TrimEnd())
            : answer.IsFinal || call.Attempt >= StepPatience.UsualAttempts
                ? new($"{answer.Why} What it did for key {key} is left.", LeftBehind: true)
            : new(answer.Why, Again: StepPatience.Usual(pauses).WaitFor(answer.RetryAfter, call.Attempt));
    }

    private ActionTurn Begin(ActionCall call) => transport.WhyNot(definition) is { } problem
        ? ActionTurn.Failed(problem)
        : ActionTurn.Next(Invoke, new Asked(clock.GetUtcNow() + definition.Timeout))
            .WithUndo(new Called(IdempotencyKeys.For(call.TaskId, call.Step)));

    private async Task<ActionTurn> InvokeAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var asked = call.StateAs<Asked>();
        var key = IdempotencyKeys.For(task.Id, call.Step);
        var body = Body("invoke", task.Id, call.Step.Id, key, call.Input);
        body["deadline"] = asked.Deadline;
        body["callbackUrl"] = CallbackFor(task, call);
        var answer = await transport.PostAsync(definition, string.Empty, body, key, cancellationToken);
        if (answer.Status == 200)
        {
            return End(new RemoteEnd(answer.Body?["output"]?.DeepClone() as JsonObject ?? []));
        }

        if (answer.Status == 202)
        {
            return WaitFor(call, asked with { At = clock.GetUtcNow(), WasAccepted = true })
                .Saying(asked.WasAccepted ? [] : [$"{Id} has accepted and will report back"]);
        }

        var patience = StepPatience.Of(task, call.Step.Id, pauses);
        if (answer.IsFinal || clock.GetUtcNow() >= asked.Deadline
            || (!asked.WasAccepted && call.Attempt >= patience.Attempts))
        {
            return ActionTurn.Failed(new Problem("remote-action-failed", answer.Why, Expected: "200 or 202"));
        }

        var wait = patience.WaitFor(answer.RetryAfter, call.Attempt);
        return ActionTurn.Retry(wait).Saying(patience.Again(answer.Why, wait, call.Attempt));
    }

    private async Task<ActionTurn> LookAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var asked = call.StateAs<Asked>();
        var known = await calls.FindAsync(new(task.Id.Value, task.Run, IdempotencyKeys.Of(call.Step)), cancellationToken);
        if (known.End is { } end)
        {
            return End(end);
        }

        var now = clock.GetUtcNow();
        var heardAt = known.HeardAt > asked.At ? known.HeardAt.Value : asked.At;
        return now >= asked.Deadline
            ? ActionTurn.Failed(new Problem(
                "remote-action-timeout", $"{Id} did not finish within {definition.Timeout}.",
                Expected: "a callback with status completed or failed"))
            : now - heardAt >= definition.AskAgainAfter
                ? ActionTurn.Next(Invoke, asked)
            : WaitFor(call, asked with { At = heardAt });
    }

    private ActionTurn WaitFor(ActionCall call, Asked asked)
    {
        var until = asked.At + definition.AskAgainAfter;
        var wait = (until < asked.Deadline ? until : asked.Deadline) - clock.GetUtcNow();
        return ActionTurn.Wait(EventOf(IdempotencyKeys.Of(call.Step)), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Look, asked)
            with
        { Idle = definition.Timeout > LongestBusy };
    }

    private ActionTurn End(RemoteEnd end)
    {
        if (end.Error is { } error)
        {
            return ActionTurn.Failed(new Problem("remote-action-failed", $"{Id}: {error}"));
        }

        var problems = JsonSchema.Parse(OutputSchema).Validate(end.Output, "output");
        return problems.Count == 0
            ? ActionTurn.Done(end.Output)
            : ActionTurn.Failed([.. problems.Select(problem => problem with
            {
                Code = "remote-output-invalid", Message = $"{Id} gave outputs that it had not announced: {problem.Message}",
            })]);
    }

    private string? CallbackFor(ScaffoldTask task, ActionCall call) =>
        settings.Callbacks is { } root && settings.SecretOf(definition.SigningSecret) is { } secret
            ? $"{root.AbsoluteUri.TrimEnd('/')}/"
                + new CallbackToken(task.Id, task.Run, call.Step.Id, IdempotencyKeys.Of(call.Step), Id, Version).Write(secret)
            : null;

    private static JsonObject Body(string operation, TaskId task, string step, string key, JsonObject? input = null) => new()
    {
        ["operation"] = operation,
        ["taskId"] = task.Value,
        ["step"] = step,
        ["idempotencyKey"] = key,
        ["input"] = input?.DeepClone(),
    };

    /// <param name="At">When it was last asked, or heard of.</param>
    private sealed record Asked(DateTimeOffset Deadline, DateTimeOffset At = default, bool WasAccepted = false);

    private sealed record Called(string IdempotencyKey);
}
