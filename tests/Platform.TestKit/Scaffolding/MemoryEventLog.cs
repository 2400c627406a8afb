using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>Events in memory, with the rules of the real log.</summary>
public sealed class MemoryEventLog(TimeProvider clock) : IEventLog
{
    private readonly Lock _lock = new();
    private readonly HashSet<(TaskId, string)> _keys = [];
    private readonly List<TaskEvent> _events = [];

    public Task AppendAsync(TaskId task, IReadOnlyList<TaskEventDraft> drafts, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var draft in drafts.Where(draft => _keys.Add((task, draft.Key))))
            {
                if (draft.Type == TaskEventType.Recovered)
                {
                    for (var i = 0; i < _events.Count; i++)
                    {
                        _events[i] = _events[i].TaskId == task && _events[i].IsEnd
                            ? _events[i] with { Type = TaskEventType.Log }
                            : _events[i];
                    }
                }

                var id = _events.Count(entry => entry.TaskId == task) + 1;
                _events.Add(new(id, task, draft.Type, draft.Body, clock.GetUtcNow()));
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TaskEvent>> ReadAsync(TaskId task, long after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<TaskEvent>>(
                [.. _events.Where(entry => entry.TaskId == task && (entry.Id > after || entry.IsEnd))]);
        }
    }
}
