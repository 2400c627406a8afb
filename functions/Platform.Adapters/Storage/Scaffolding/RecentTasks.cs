using Azure;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// Tasks as this process wrote them last, to be changed without being read: a batch carries the ETag, so a state that is out of
/// date loses it. Not to be shown to anybody.
/// </summary>
internal sealed class RecentTasks
{
    private readonly RecentValues<TaskId, Holder> _known = new(capacity: 256);

    public (ScaffoldTask Task, ETag ETag)? Recall(TaskId id) =>
        _known.TryGet(id, out var holder) && holder.Latest is { } latest ? (latest.Task, latest.ETag) : null;

    public void Keep(ScaffoldTask task, ETag? etag)
    {
        _known.Set(task.Id, new());
        if (_known.TryGet(task.Id, out var holder))
        {
            holder.Latest = etag is { } written ? new(task, written) : null;
        }
    }

    private sealed class Holder
    {
        private volatile Written? _latest;

        public Written? Latest
        {
            get => _latest;
            set => _latest = value;
        }
    }

    private sealed record Written(ScaffoldTask Task, ETag ETag);
}
