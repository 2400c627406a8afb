using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>One service's way from the request to production.</summary>
/// <param name="TotalSeconds">To the first deployment to production; null while there is none.</param>
/// <param name="WaitingFor">The first milestone that is not reached; null when all are.</param>
public sealed record OnboardingView(
    TaskId TaskId,
    EntityRef Template,
    string? Version,
    ScaffoldTaskStatus Status,
    DateTimeOffset RequestedAt,
    IReadOnlyList<PhaseView> Phases,
    double? TotalSeconds,
    Milestone? WaitingFor,
    CriticalPath CriticalPath)
{
    public static OnboardingView Of(ScaffoldTask task, OnboardingRecord record, IReadOnlyList<TaskEvent> events)
    {
        var phases = new List<PhaseView>();
        var last = task.CreatedAt;
        foreach (var milestone in Enum.GetValues<Milestone>())
        {
            var at = record.At(milestone);
            phases.Add(new(
                milestone,
                at,
                Seconds(at - last),
                Seconds(at - task.CreatedAt),
                record.Milestones.GetValueOrDefault(milestone)?.Evidence));

            // CI and the catalog are reached side by side: a phase begins with the latest milestone before it.
            last = at > last ? at.Value : last;
        }

        return new(
            task.Id,
            record.Template,
            record.Version,
            task.Status,
            task.CreatedAt,
            phases,
            Seconds(record.At(Milestone.ProductionDeployed) - task.CreatedAt),
            phases.Find(phase => phase.At is null)?.Milestone,
            CriticalPaths.Of(task, record, events));
    }

    private static double? Seconds(TimeSpan? span) =>
        span is { } known ? Math.Max(0, Math.Round(known.TotalSeconds, 3)) : null;
}

/// <param name="At">Null while it is not reached.</param>
/// <param name="Seconds">Since the latest milestone before it in the list; 0 when that was reached later.</param>
/// <param name="Evidence">Where a person finds it.</param>
public sealed record PhaseView(
    Milestone Milestone, DateTimeOffset? At, double? Seconds, double? SecondsSinceRequest, string? Evidence);
