using System.Buffers;

namespace Platform.Local.Forge.Git;

/// <summary>
/// Branches and tags of a bare repository: loose files over <c>packed-refs</c>, as git keeps them.
/// Writers hold the repository's gate; a reader sees the old or the new value.
/// </summary>
internal sealed class RefStore(string gitDirectory, RefPast past, TimeSpan? lag = null)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ~^:?*[\\\u007f");

    /// <summary>By full name (<c>refs/heads/main</c>), in ordinal order.</summary>
    public SortedDictionary<string, string> All()
    {
        var refs = Packed();
        var root = Path.Combine(gitDirectory, "refs");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            if (!file.EndsWith(".lock", StringComparison.Ordinal) && ReadLoose(file) is { } sha)
            {
                refs[Path.GetRelativePath(gitDirectory, file).Replace('\\', '/')] = sha;
            }
        }

        if (lag is { } behind)
        {
            past.Revert(refs, behind);
        }

        return refs;
    }

    public string? Read(string name) =>
        !IsValid(name) ? null
        : lag is null ? ReadLoose(PathOf(name)) ?? Packed().GetValueOrDefault(name)
        : All().GetValueOrDefault(name);

    /// <summary>What a replica shows that lags behind; it is only read.</summary>
    public RefStore AsOf(TimeSpan behind) => new(gitDirectory, past, behind);

    /// <summary>For changes that git made itself.</summary>
    public void Remember(string name, string? before) => past.Add(name, before);

    public void Write(string name, string sha)
    {
        past.Add(name, Read(name));
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".lock", sha + "\n");
        File.Move(path + ".lock", path, overwrite: true);
    }

    public void Delete(string name)
    {
        past.Add(name, Read(name));
        if (Packed().ContainsKey(name))
        {
            GitProcess.Read(gitDirectory, ["update-ref", "-d", name]);
        }

        File.Delete(PathOf(name));
    }

    /// <summary>The name could be a branch or tag and stays inside the repository's folder.</summary>
    public static bool IsValid(string name) =>
        (name.StartsWith("refs/heads/", StringComparison.Ordinal) || name.StartsWith("refs/tags/", StringComparison.Ordinal))
        && !name.EndsWith('/')
        && !name.EndsWith('.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("//", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && !name.AsSpan().ContainsAny(Forbidden)
        && !name.Any(char.IsControl)
        && !name.Split('/').Any(part => part.StartsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal));

    private static string? ReadLoose(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return GitObject.IsSha(text) ? text : null;
        }
        catch (Exception gone)
            when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private SortedDictionary<string, string> Packed()
    {
        var refs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var path = Path.Combine(gitDirectory, "packed-refs");
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path).Where(line => line.Length > 41 && GitObject.IsSha(line[..40])))
            {
                refs[line[41..]] = line[..40];
            }
        }

        return refs;
    }

    private string PathOf(string name) => Path.Combine(gitDirectory, name);
}
