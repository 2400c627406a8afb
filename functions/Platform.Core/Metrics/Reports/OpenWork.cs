namespace Platform.Core.Metrics.Reports;

/// <summary>
/// What began and hasn't ended, by all that is known now, however long ago it began: no figure of what ended tells of it.
/// </summary>
/// <param name="AsOf">When its ages were taken.</param>
/// <param name="Incidents">Nobody has resolved them.</param>
/// <param name="FailedDeployments">Nothing has recovered them.</param>
/// <param name="UndeployedChanges">Merged, and production doesn't have them.</param>
public sealed record OpenWork(DateTimeOffset AsOf, Waiting Incidents, Waiting FailedDeployments, Waiting UndeployedChanges);
