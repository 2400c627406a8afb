using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

public sealed class OnboardingClock(ITaskStore tasks, IOnboardingStore store) : ITaskMilestones
{
    /// <summary>GitHub and many senders tell times in whole seconds, so what followed a request may seem to precede it.</summary>
    private static readonly TimeSpan CoarsestClock = TimeSpan.FromSeconds(1);

    public Task BeginAsync(ScaffoldTask task, CancellationToken cancellationToken) =>
        store.AddAsync(OnboardingRecord.Of(task), cancellationToken);

    public async Task RecordAsync(
        TaskId task, Milestone milestone, DateTimeOffset at, string evidence, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(task, cancellationToken) is not { } found || at <= found.CreatedAt - CoarsestClock)
        {
            return;
        }

        var reached = new Reached(at < found.CreatedAt ? found.CreatedAt : at.ToUniversalTime(), evidence);
        await store.NoteAsync(OnboardingRecord.Of(found), milestone, reached, cancellationToken);
    }
}
