namespace Platform.Local.Forge.Git;

/// <summary>One wanted change of a tree: a null <paramref name="Sha"/> removes the path.</summary>
internal sealed record TreeChange(string Path, string Mode, string? Sha);

/// <summary>Applies changes with whole paths to a tree and writes every tree on the way.</summary>
internal static class TreeWriting
{
    /// <summary>Gives the name of the new root tree; folders that become empty disappear.</summary>
    public static string Apply(this BareRepository repository, string? baseTree, IReadOnlyList<TreeChange> changes) =>
        Apply(repository, baseTree, changes.Select(change => (change.Path.Split('/'), change)).ToList(), 0)
        ?? repository.WriteTree([]);

    private static string? Apply(
        BareRepository repository,
        string? baseTree,
        List<(string[] Parts, TreeChange Change)> changes,
        int depth)
    {
        var entries = (baseTree is null ? [] : repository.Tree(baseTree) ?? []).ToDictionary(entry => entry.Name);
        foreach (var group in changes.GroupBy(change => change.Parts[depth]))
        {
            var here = group.LastOrDefault(change => change.Parts.Length == depth + 1).Change;
            var below = group.Where(change => change.Parts.Length > depth + 1).ToList();
            var entry =
                here is null ? entries.GetValueOrDefault(group.Key)
                : here.Sha is null ? null
                : new TreeEntry(group.Key, here.Mode, here.Sha);
            if (below.Count > 0)
            {
                var tree = Apply(repository, entry?.Mode == TreeEntry.Directory ? entry.Sha : null, below, depth + 1);
                entry = tree is null ? null : new TreeEntry(group.Key, TreeEntry.Directory, tree);
            }

            if (entry is null)
            {
                entries.Remove(group.Key);
            }
            else
            {
                entries[group.Key] = entry;
            }
        }

        return entries.Count == 0 ? null : repository.WriteTree(entries.Values);
    }
}
