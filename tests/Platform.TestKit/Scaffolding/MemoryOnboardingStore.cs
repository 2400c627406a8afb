using System.Collections.Concurrent;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>The onboarding clock's records in memory.</summary>
public sealed class MemoryOnboardingStore : IOnboardingStore
{
    private readonly ConcurrentDictionary<TaskId, OnboardingRecord> _records = new();

    public Task AddAsync(OnboardingRecord record, CancellationToken cancellationToken)
    {
        _records.TryAdd(record.Task, record);
        return Task.CompletedTask;
    }

    public Task NoteAsync(
        OnboardingRecord record, Milestone milestone, Reached reached, CancellationToken cancellationToken)
    {
        _records.AddOrUpdate(
            record.Task, _ => With(record, milestone, reached), (_, known) => With(known, milestone, reached));
        return Task.CompletedTask;
    }

    public Task<OnboardingRecord?> FindAsync(ScaffoldTask task, CancellationToken cancellationToken) =>
        Task.FromResult(_records.GetValueOrDefault(task.Id));

    public IAsyncEnumerable<OnboardingRecord> ListAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        _records.Values.Where(record => record.RequestedAt >= from && record.RequestedAt < to).ToAsyncEnumerable();

    private static OnboardingRecord With(OnboardingRecord record, Milestone milestone, Reached reached) =>
        record.At(milestone) <= reached.At ? record : record with
        {
            Milestones = new Dictionary<Milestone, Reached>(record.Milestones) { [milestone] = reached },
        };
}
