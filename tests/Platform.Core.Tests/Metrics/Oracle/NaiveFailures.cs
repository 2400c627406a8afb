using Platform.Core.Metrics.Dora;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Oracle;

/// <summary>Which rollouts took back which.</summary>
internal sealed class NaiveFailures(
    List<NaiveRollout> rollouts, Dictionary<string, NaiveCommit> commits, IReadOnlyDictionary<string, Intent> intents,
    DoraOptions options)
{
    /// <summary>The rollout from which on a commit was in production.</summary>
    public static NaiveRollout? Bringer(string sha, List<NaiveRollout> rollouts, Dictionary<string, NaiveCommit> commits) =>
        rollouts.Find(rollout => IsReachable(rollout.Sha, sha, commits));

    public void Find()
    {
        foreach (var environment in rollouts.SelectMany(rollout => rollout.Members).Select(one => one.Environment).Distinct())
        {
            InEnvironment([.. rollouts.SelectMany(rollout => rollout.Members.Select(member => (member, rollout)))
                .Where(pair => pair.member.Environment == environment)
                .OrderBy(pair => pair.member.At).ThenBy(pair => pair.member.Key, StringComparer.Ordinal)]);
        }

        var reverts = rollouts.ToDictionary(rollout => rollout, RevertsIn);
        foreach (var (rollout, found) in reverts.Where(pair => pair.Value.Count > 0))
        {
            rollout.Reverts = true;
            if (found.Count == rollout.Changes.Count + rollout.Direct.Count)
            {
                rollout.Kinds.Add(RollbackKind.Revert);
            }
        }

        foreach (var rollout in rollouts)
        {
            if (rollout.Kinds.Count == 1 && rollout.Kinds.Contains(RollbackKind.Declared))
            {
                var run = rollout.Members.Select(member => member.Supersedes).FirstOrDefault(found => found is not null);
                var culprit = run is null
                    ? Before(rollout)
                    : rollouts.Find(other => other.Members.Exists(member => member.Run == run));
                if (culprit is not null && culprit.Sha != rollout.Sha)
                {
                    culprit.RepairedBy.Add(rollout);
                }
            }

            foreach (var original in reverts[rollout].Values.Select(found => found ?? Before(rollout)).OfType<NaiveRollout>())
            {
                original.RepairedBy.Add(rollout);
            }

            rollout.Hotfix = rollout != rollouts[0]
                && Names(rollout).Any(name => intents.TryGetValue(name, out var intent) && intent.Hotfix);
            if (rollout.Hotfix)
            {
                Before(rollout)?.RepairedBy.Add(rollout);
            }
        }
    }

    private static IEnumerable<string> Names(NaiveRollout rollout) =>
        rollout.Changes.Select(change => change.Number).Concat(rollout.Direct.Select(commit => commit.Sha));

    private void InEnvironment(List<(NaiveDeployment Member, NaiveRollout Rollout)> line)
    {
        for (var i = 0; i < line.Count; i++)
        {
            var (now, rollout) = line[i];
            if (now.Declared)
            {
                rollout.Kinds.Add(RollbackKind.Declared);
            }

            if (i == 0 || now.Sha == line[i - 1].Member.Sha)
            {
                continue;
            }

            var target = line.FindLastIndex(i - 1, pair => pair.Member.Sha == now.Sha);
            var kind = RollbackKind.OlderVersion;
            if (target < 0 && now.Tree is not null && now.Tree != line[i - 1].Member.Tree)
            {
                target = line.FindLastIndex(i - 1, pair => pair.Member.Tree == now.Tree);
                kind = RollbackKind.EqualTree;
            }

            if (target < 0)
            {
                continue;
            }

            rollout.Kinds.Add(kind);
            var between = line[(target + 1)..i].Select(pair => pair.Rollout).ToList();
            var culprits = options.CulpritAttribution switch
            {
                CulpritAttribution.FirstAfterTarget => between[..1],
                CulpritAttribution.Latest => between[^1..],
                _ => between,
            };
            culprits.ForEach(culprit =>
            {
                if (culprit != rollout)
                {
                    culprit.RepairedBy.Add(rollout);
                }
            });
        }
    }

    private Dictionary<string, NaiveRollout?> RevertsIn(NaiveRollout rollout)
    {
        var found = new Dictionary<string, NaiveRollout?>();
        foreach (var name in rollout == rollouts[0] ? [] : Names(rollout))
        {
            if (!intents.TryGetValue(name, out var intent) || (intent.RevertsChange ?? intent.RevertsCommit) is null)
            {
                continue;
            }

            var number = intent.RevertsChange
                ?? (commits.TryGetValue(intent.RevertsCommit!, out var commit) ? commit.Change : null);
            var unknown = intent.RevertsCommit is { } sha && !commits.ContainsKey(sha);
            var original = number is null
                ? null
                : rollouts.Find(other => other.Changes.Exists(change => change.Number == number));
            if (unknown)
            {
                found.Add(name, null);
            }
            else if (original is not null && rollouts.IndexOf(original) < rollouts.IndexOf(rollout))
            {
                found.Add(name, original);
            }
        }

        return found;
    }

    private NaiveRollout? Before(NaiveRollout rollout) =>
        rollouts[..rollouts.IndexOf(rollout)].FindLast(other => other.Kinds.Count == 0);

    private static bool IsReachable(string from, string wanted, Dictionary<string, NaiveCommit> commits)
    {
        var (seen, next) = (new HashSet<string>(), new Stack<string>([from]));
        while (next.TryPop(out var sha))
        {
            if (sha == wanted)
            {
                return true;
            }

            if (seen.Add(sha) && commits.TryGetValue(sha, out var commit))
            {
                foreach (var parent in commit.Parents)
                {
                    next.Push(parent);
                }
            }
        }

        return false;
    }
}
