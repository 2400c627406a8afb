using Platform.Core.Catalog;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>How long services of a window of time take to each milestone, those that still wait included.</summary>
/// <param name="Requests">Of the window.</param>
/// <param name="Repositories">Requests that made one; the later milestones are about these.</param>
/// <param name="WithinTarget">
/// Of the services that are in production or have waited longer than the target, the share that made it in time; null when
/// there is none yet.
/// </param>
public sealed record OnboardingSummary(
    DateTimeOffset From,
    DateTimeOffset To,
    EntityRef? Template,
    int Requests,
    int Repositories,
    IReadOnlyList<MilestoneSummary> Milestones,
    double TargetSeconds,
    double? WithinTarget)
{
    /// <summary>From the request to the first deployment to production.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromHours(2);

    public static OnboardingSummary Of(
        DateTimeOffset from, DateTimeOffset to, EntityRef? template, IReadOnlyList<OnboardingRecord> records, DateTimeOffset now)
    {
        var made = records.Where(record => record.At(Milestone.RepositoryCreated) is not null).ToList();
        var judged = made.Where(record =>
            record.At(Milestone.ProductionDeployed) is not null || now - record.RequestedAt > Target).ToList();
        var inTime = judged.Count(record => record.At(Milestone.ProductionDeployed) - record.RequestedAt <= Target);
        return new(
            from,
            to,
            template,
            records.Count,
            made.Count,
            [.. Enum.GetValues<Milestone>().Skip(1).Select(milestone =>
                MilestoneSummary.Of(milestone, milestone == Milestone.RepositoryCreated ? records : made, now))],
            Target.TotalSeconds,
            judged.Count == 0 ? null : Math.Round((double)inTime / judged.Count, 4));
    }
}

/// <param name="Censored">Those that still wait; they count as waiting until now, and are not left out.</param>
/// <param name="MedianSeconds">Since the request, estimated as Kaplan and Meier do; null with a reason.</param>
/// <param name="Reason">Why there is no median.</param>
public sealed record MilestoneSummary(
    Milestone Milestone, int Reached, int Censored, double? MedianSeconds, double? P90Seconds, string? Reason)
{
    internal static MilestoneSummary Of(Milestone milestone, IReadOnlyList<OnboardingRecord> records, DateTimeOffset now)
    {
        var waits = records.Select(record => record.At(milestone) is { } at
            ? (Seconds: (at - record.RequestedAt).TotalSeconds, Reached: true)
            : (Seconds: (now - record.RequestedAt).TotalSeconds, Reached: false)).ToList();
        var reached = waits.Count(wait => wait.Reached);
        var median = Quantile(waits, 0.5);
        return new(
            milestone, reached, waits.Count - reached, median, Quantile(waits, 0.9),
            median is not null ? null
                : waits.Count == 0 ? "there is no such service in the window"
                : reached == 0 ? "none has reached it yet"
                : "too many still wait for half of them to be known");
    }

    /// <summary>The first moment by which the estimated share of those that still wait has fallen to 1 - q.</summary>
    private static double? Quantile(List<(double Seconds, bool Reached)> waits, double q)
    {
        var (waiting, left) = (1.0, waits.Count);
        foreach (var group in waits.GroupBy(wait => wait.Seconds).OrderBy(group => group.Key))
        {
            waiting *= 1 - ((double)group.Count(wait => wait.Reached) / left);
            left -= group.Count();
            if (waiting <= 1 - q + 1e-9)
            {
                return Math.Round(group.Key, 3);
            }
        }

        return null;
    }
}
