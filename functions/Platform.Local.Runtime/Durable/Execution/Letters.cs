using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>What a turn says to other instances, and to the next execution of its own.</summary>
internal static class Letters
{
    public static IEnumerable<Letter> Of(string instanceId, TurnMessage.Started start, Turn turn, TurnMessage.Started? next)
    {
        foreach (var action in turn.Outcome.Actions)
        {
            switch (action)
            {
                case TurnAction.CallSubOrchestration call:
                    yield return new(call.InstanceId, null, Start(instanceId, start, call, turn.At));
                    break;
                case TurnAction.SendEvent sent:
                    yield return new(sent.InstanceId, null, new TurnMessage.EventRaised(sent.Name, sent.Payload));
                    break;
            }
        }

        if (next is not null)
        {
            yield return new(instanceId, null, next);
        }

        if (turn.Outcome.Completion is { } end && start.Parent is { } parent)
        {
            yield return new(parent.InstanceId, parent.ExecutionId, AnswerOf(instanceId, parent.TaskId, end));
        }
    }

    /// <summary>The answer to a call whose instance id somebody else has.</summary>
    public static Letter Refusal(string instanceId, ParentCall parent) => new(
        parent.InstanceId,
        parent.ExecutionId,
        new TurnMessage.SubFailed(parent.TaskId, new(
            "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
            $"An orchestration with instance id '{instanceId}' has not ended yet.",
            null,
            null)));

    private static TurnMessage.Started Start(
        string instanceId, TurnMessage.Started caller, TurnAction.CallSubOrchestration call, DateTime at) =>
        new(call.Name, call.Input, new(at, TimeSpan.Zero), null, call.Tags)
        {
            ExecutionId = Guid.NewGuid().ToString("N"),
            Version = call.Version,
            TraceParent = caller.TraceParent,
            Parent = new(caller.Name, instanceId, caller.ExecutionId, call.Id),
        };

    private static TurnMessage AnswerOf(string instanceId, int taskId, Completion end) => end switch
    {
        { Status: Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed } =>
            new TurnMessage.SubCompleted(taskId, end.Output),
        { Failure: { } failure } => new TurnMessage.SubFailed(taskId, failure),
        _ => new TurnMessage.SubFailed(taskId, new(
            "OrchestrationTerminated",
            $"The sub-orchestration '{instanceId}' was terminated{(end.Output is null ? "." : $": {end.Output}")}",
            null,
            null)),
    };
}
