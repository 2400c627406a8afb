namespace Platform.Local.Forge.Git;

/// <summary>A file or folder of a tree with its path from the root.</summary>
internal sealed record TreePath(string Path, TreeEntry Entry);

/// <summary>Walks and searches trees.</summary>
internal static class TreeReading
{
    /// <summary>Parents before children, in git's order.</summary>
    public static IEnumerable<TreePath> Walk(this BareRepository repository, string tree, string prefix = "")
    {
        foreach (var entry in repository.Tree(tree) ?? [])
        {
            yield return new TreePath(prefix + entry.Name, entry);
            if (entry.Mode == TreeEntry.Directory)
            {
                foreach (var below in repository.Walk(entry.Sha, $"{prefix}{entry.Name}/"))
                {
                    yield return below;
                }
            }
        }
    }

    /// <summary>The entry at a path; the root tree itself for the empty path.</summary>
    public static TreeEntry? Find(this BareRepository repository, string tree, string path)
    {
        var entry = new TreeEntry("", TreeEntry.Directory, tree);
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            entry =
                entry.Mode == TreeEntry.Directory
                    ? repository.Tree(entry.Sha)?.FirstOrDefault(child => child.Name == part)
                    : null;
            if (entry is null)
            {
                return null;
            }
        }

        return entry;
    }

    /// <summary>Paths of files that differ between two trees, by what happened to them.</summary>
    public static TreeChanges Compare(this BareRepository repository, string? before, string? after)
    {
        var old = Files(repository, before);
        var current = Files(repository, after);
        return new TreeChanges(
            [.. current.Keys.Where(path => !old.ContainsKey(path))],
            [.. old.Keys.Where(path => !current.ContainsKey(path))],
            [.. current.Where(file => old.TryGetValue(file.Key, out var was) && was != file.Value).Select(file => file.Key)]);
    }

    private static Dictionary<string, (string, string)> Files(BareRepository repository, string? tree) =>
        tree is null
            ? []
            : repository
                .Walk(tree)
                .Where(file => file.Entry.Type != "tree")
                .ToDictionary(file => file.Path, file => (file.Entry.Sha, file.Entry.Mode));
}

internal sealed record TreeChanges(
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Modified)
{
    public IEnumerable<string> All => [.. Added, .. Removed, .. Modified];
}
