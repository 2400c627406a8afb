using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>
/// Finds rollbacks in what was deployed where: a revision or a content that had been in the environment before the one it
/// replaced. The same revision again is none.
/// </summary>
internal sealed class Rollbacks(IReadOnlyList<Rollout> rollouts, SourceView source, CulpritAttribution attribution)
{
    private Dictionary<string, Rollout>? _rolloutOf;

    public void Find()
    {
        foreach (var environment in rollouts.SelectMany(rollout => rollout.Deployments).GroupBy(one => one.Environment))
        {
            var deployments = environment.ToList();
            deployments.Sort(Deployment.InOrder);
            FindIn(deployments);
        }
    }

    /// <summary>Gives the culprits of rollbacks that were only declared; to be called when all rollbacks are known.</summary>
    public void BlameForDeclared(Func<Rollout, Rollout?> before)
    {
        foreach (var rollout in rollouts.Where(rollout => rollout.RollbackKinds.SequenceEqual([RollbackKind.Declared])))
        {
            var superseded = rollout.Deployments.Select(one => one.Supersedes).FirstOrDefault(run => run is not null);
            var culprit = superseded is null
                ? before(rollout)
                : rollouts.FirstOrDefault(other => other.Deployments.Any(deployment => deployment.RunId == superseded));
            if (culprit is not null && culprit != rollout && culprit.Revision != rollout.Revision)
            {
                rollout.Remedy(culprit);
            }
        }
    }

    private void FindIn(List<Deployment> deployments)
    {
        var (revisions, trees) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        for (var i = 0; i < deployments.Count; i++)
        {
            var (now, before) = (deployments[i], i > 0 ? deployments[i - 1] : null);
            var tree = TreeOf(now);
            if (now.DeclaredRollback)
            {
                RolloutOf(now).Mark(RollbackKind.Declared);
            }

            if (before is not null && now.Revision != before.Revision)
            {
                if (now.Revision is not null && revisions.TryGetValue(now.Revision, out var target))
                {
                    Blame(RollbackKind.OlderVersion, deployments, target, i);
                }
                else if (tree is not null && tree != TreeOf(before) && trees.TryGetValue(tree, out target))
                {
                    Blame(RollbackKind.EqualTree, deployments, target, i);
                }
            }

            revisions[now.Revision ?? string.Empty] = i;
            trees[tree ?? string.Empty] = i;
        }
    }

    private void Blame(RollbackKind kind, List<Deployment> deployments, int target, int at)
    {
        var rollback = RolloutOf(deployments[at]);
        rollback.Mark(kind);
        var culprits = attribution switch
        {
            CulpritAttribution.FirstAfterTarget => deployments[(target + 1)..(target + 2)],
            CulpritAttribution.AllBetween => deployments[(target + 1)..at],
            _ => deployments[(at - 1)..at],
        };
        foreach (var culprit in culprits.Select(RolloutOf).Where(culprit => culprit != rollback))
        {
            rollback.Remedy(culprit);
        }
    }

    // Few components ever roll back.
    private Rollout RolloutOf(Deployment deployment)
    {
        _rolloutOf ??= rollouts
            .SelectMany(rollout => rollout.Deployments, (rollout, deployed) => (rollout, deployed))
            .ToDictionary(pair => pair.deployed.Key, pair => pair.rollout);
        return _rolloutOf[deployment.Key];
    }

    private string? TreeOf(Deployment deployment) => deployment.TreeSha
        ?? (deployment.ChangeSets is [{ CommitSha: { } sha }] ? source.FindCommit(sha)?.Commit.TreeSha : null);
}
