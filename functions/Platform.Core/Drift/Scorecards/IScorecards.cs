namespace Platform.Core.Drift.Scorecards;

public interface IScorecards
{
    /// <summary>Holds every scorecard against what the ledger knows, and takes down which levels changed. Doing it again changes
    /// nothing.</summary>
    Task EvaluateAsync(string sweep, DateTimeOffset at, CancellationToken cancellationToken);
}
