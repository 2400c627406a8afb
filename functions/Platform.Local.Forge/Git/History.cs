namespace Platform.Local.Forge.Git;

/// <summary>Walks from commits to their parents.</summary>
internal static class History
{
    /// <summary>The commit and all its ancestors, newest first.</summary>
    public static IEnumerable<(string Sha, Commit Commit)> Ancestry(this BareRepository repository, string start)
    {
        var seen = new HashSet<string> { start };
        var next = new PriorityQueue<(string Sha, Commit Commit), long>();
        void Add(string sha)
        {
            if (repository.Commit(sha) is { } commit)
            {
                next.Enqueue((sha, commit), -commit.Committer.Date.ToUnixTimeSeconds());
            }
        }

        Add(start);
        while (next.TryDequeue(out var current, out _))
        {
            yield return current;
            foreach (var parent in current.Commit.Parents.Where(seen.Add))
            {
                Add(parent);
            }
        }
    }

    /// <summary>Moving a branch from <paramref name="old"/> to <paramref name="now"/> loses no commit.</summary>
    public static bool IsFastForward(this BareRepository repository, string old, string now) =>
        old == now || repository.Ancestry(now).Any(commit => commit.Sha == old);

    /// <summary>Commits of <paramref name="now"/> that <paramref name="old"/> does not have, oldest first.</summary>
    public static IReadOnlyList<(string Sha, Commit Commit)> NewCommits(
        this BareRepository repository,
        string? old,
        string now,
        int limit)
    {
        var known = old is null ? [] : repository.Ancestry(old).Select(commit => commit.Sha).ToHashSet();
        return [.. repository.Ancestry(now).Where(commit => !known.Contains(commit.Sha)).Take(limit).Reverse()];
    }
}
