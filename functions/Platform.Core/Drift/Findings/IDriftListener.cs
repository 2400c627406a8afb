namespace Platform.Core.Drift.Findings;

/// <param name="Sweep">The same for every attempt.</param>
/// <param name="IsWhole">Whether everything was looked at; false after a sweep of one repository or team.</param>
/// <param name="Failed">How many items could not be looked at; they are as they were.</param>
public sealed record DriftSweepEnd(
    string Sweep, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool IsWhole, int Failed = 0);

/// <summary>Hears of a sweep whose results are all in the ledger. At least once: hearing it again changes nothing.</summary>
public interface IDriftListener
{
    Task OnSweepEndedAsync(DriftSweepEnd end, CancellationToken cancellationToken);
}
