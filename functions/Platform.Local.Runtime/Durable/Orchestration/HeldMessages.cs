using System.Diagnostics.CodeAnalysis;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>What has come for an orchestrator while it rests, in order.</summary>
internal sealed class HeldMessages
{
    private readonly Queue<TurnMessage> _messages = new();
    private readonly HashSet<int> _answered = [];

    /// <summary>Whether a resting orchestrator hears it later; commands about the instance itself are obeyed at once.</summary>
    public static bool Waits(TurnMessage message) => message is not (
        TurnMessage.Suspended or TurnMessage.Resumed or TurnMessage.Parked or TurnMessage.Unparked
        or TurnMessage.Terminated or TurnMessage.Refused);

    /// <returns>The task that the message completes; null for what isn't about a task.</returns>
    public static int? Answers(TurnMessage message) => message switch
    {
        TurnMessage.TimerFired fired => fired.Id,
        TurnMessage.ActivityCompleted completed => completed.Id,
        TurnMessage.ActivityFailed failed => failed.Id,
        TurnMessage.SubCompleted completed => completed.Id,
        TurnMessage.SubFailed failed => failed.Id,
        _ => null,
    };

    public void Add(TurnMessage message)
    {
        _messages.Enqueue(message);
        if (Answers(message) is { } id)
        {
            _answered.Add(id);
        }
    }

    public bool TryTake([MaybeNullWhen(false)] out TurnMessage message)
    {
        var found = _messages.TryDequeue(out message);
        if (found && Answers(message!) is { } id)
        {
            _answered.Remove(id);
        }

        return found;
    }

    public bool HasAnswerTo(int id) => _answered.Contains(id);
}
