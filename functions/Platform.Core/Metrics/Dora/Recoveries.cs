namespace Platform.Core.Metrics.Dora;

/// <summary>
/// When failed deployments were recovered: at the last resolution of their incidents, or, without any, when what repaired them
/// was deployed.
/// </summary>
internal static class Recoveries
{
    public static Recovery Of(Rollout failed, IReadOnlyList<Rollout> rollouts, RecoveryStart from)
    {
        var start = failed.FirstFinishedAt;
        DateTimeOffset? end;
        if (failed.Incidents.Count > 0)
        {
            end = failed.Incidents.Any(incident => incident.ResolvedAt is null)
                ? null
                : failed.Incidents.Max(incident => incident.ResolvedAt);
            start = from == RecoveryStart.Incident ? failed.Incidents.Min(incident => incident.DetectedAt) : start;
        }
        else
        {
            // Declared rollbacks and late reports may name one that came before; that repaired nothing.
            end = failed.RemediedBy.Where(index => index > failed.Index)
                .Select(index => (DateTimeOffset?)rollouts[index].FinishedAt).Min();
        }

        return new(end, end >= start ? end - start : null);
    }
}
