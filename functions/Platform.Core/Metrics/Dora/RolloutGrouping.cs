using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>Groups deployments of one revision to several environments.</summary>
internal static class RolloutGrouping
{
    /// <param name="deployments">The successful ones to production, in order.</param>
    public static List<Rollout> Of(IEnumerable<Deployment> deployments, TimeSpan window)
    {
        var rollouts = new List<Rollout>();
        var latest = new Dictionary<string, Rollout>(StringComparer.Ordinal);
        foreach (var deployment in deployments)
        {
            // Again in the same environment is another deployment, not another region.
            if (deployment.Revision is { } revision
                && latest.TryGetValue(revision, out var open)
                && deployment.FinishedAt - open.FirstFinishedAt <= window
                && open.Deployments.All(other => other.Environment != deployment.Environment))
            {
                open.Add(deployment);
                continue;
            }

            var rollout = new Rollout(rollouts.Count, deployment);
            rollouts.Add(rollout);
            if (deployment.Revision is { } own)
            {
                latest[own] = rollout;
            }
        }

        return rollouts;
    }
}
