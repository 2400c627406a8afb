using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>How far one task's service has come.</summary>
/// <param name="Version">Content hash of the template; null when it was in no library.</param>
public sealed record OnboardingRecord(
    TaskId Task,
    EntityRef Template,
    string? Version,
    DateTimeOffset RequestedAt,
    IReadOnlyDictionary<Milestone, Reached> Milestones)
{
    public static OnboardingRecord Of(ScaffoldTask task) => new(
        task.Id,
        task.Spec.TemplateInfo.EntityRef,
        task.Spec.TemplateInfo.Version?.ContentHash,
        task.CreatedAt,
        new Dictionary<Milestone, Reached>());

    public DateTimeOffset? At(Milestone milestone) => milestone == Milestone.Requested
        ? RequestedAt
        : Milestones.TryGetValue(milestone, out var reached) ? reached.At : null;
}

/// <param name="Evidence">Where a person finds it.</param>
public sealed record Reached(DateTimeOffset At, string Evidence);

public interface IOnboardingStore
{
    /// <summary>Makes the task's record if there is none.</summary>
    Task AddAsync(OnboardingRecord record, CancellationToken cancellationToken);

    /// <summary>Adds a milestone, unless an earlier one of its kind stands; makes the record if there is none.</summary>
    Task NoteAsync(OnboardingRecord record, Milestone milestone, Reached reached, CancellationToken cancellationToken);

    /// <param name="task">With its time of request, by which its record is found.</param>
    Task<OnboardingRecord?> FindAsync(ScaffoldTask task, CancellationToken cancellationToken);

    /// <returns>Those that were requested from one moment on and before another, oldest first.</returns>
    IAsyncEnumerable<OnboardingRecord> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
