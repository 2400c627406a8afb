namespace Platform.Local.Forge.Git;

/// <summary>
/// A real bare repository on disk. It is laid out by hand, because starting <c>git init</c> would cost more than everything else
/// that creating a repository takes; <c>git fsck</c>, <c>clone</c> and <c>push</c> work on it.
/// </summary>
internal sealed class BareRepository(string path, TimeProvider time)
{
    public string Path { get; } = path;

    public ObjectDatabase Objects { get; } = new(path);

    public RefStore Refs { get; private init; } = new(path, new RefPast(time));

    /// <summary>No branch or tag: GitHub answers 409 to most of the git data API then.</summary>
    public bool IsEmpty => Refs.All().Count == 0;

    public static BareRepository Create(string path, string defaultBranch, TimeProvider time)
    {
        foreach (var folder in new[] { "objects/info", "objects/pack", "refs/heads", "refs/tags", "info" })
        {
            Directory.CreateDirectory(System.IO.Path.Combine(path, folder));
        }

        // Pushed packs are unpacked, so that every object is loose and is read without a process.
        const string Configuration = """
            [core]
            	repositoryformatversion = 0
            	filemode = true
            	bare = true
            [gc]
            	auto = 0
            [receive]
            	unpackLimit = 100000
            [uploadpack]
            	allowAnySHA1InWant = true

            """;
        File.WriteAllText(System.IO.Path.Combine(path, "config"), Configuration);
        var repository = new BareRepository(path, time);
        repository.SetHead(defaultBranch);
        return repository;
    }

    /// <summary>The same objects with the branches and tags of a while ago.</summary>
    public BareRepository AsOf(TimeSpan lag) => new(Path, time) { Refs = Refs.AsOf(lag) };

    public void SetHead(string branch)
    {
        var head = System.IO.Path.Combine(Path, "HEAD");
        File.WriteAllText(head + ".lock", $"ref: refs/heads/{branch}\n");
        File.Move(head + ".lock", head, overwrite: true);
    }

    public Commit? Commit(string sha) => Objects.Read(sha, "commit") is { } found ? Git.Commit.Parse(found.Content) : null;

    public IReadOnlyList<TreeEntry>? Tree(string sha) =>
        Objects.Read(sha, "tree") is { } found ? Git.Tree.Parse(found.Content) : null;

    public string WriteTree(IEnumerable<TreeEntry> entries) => Objects.Write("tree", Git.Tree.Format(entries));

    public string WriteCommit(Commit commit) => Objects.Write("commit", commit.Format());

    /// <summary>A branch, tag, full reference or commit name to the commit it means; HEAD is the default branch.</summary>
    public string? Resolve(string revision)
    {
        if (revision == "HEAD")
        {
            return Refs.Read(File.ReadAllText(System.IO.Path.Combine(Path, "HEAD"))["ref: ".Length..].Trim()) is { } head
                ? Peel(head)
                : null;
        }

        var sha =
            Refs.Read($"refs/heads/{revision}")
            ?? Refs.Read($"refs/tags/{revision}")
            ?? Refs.Read(revision)
            ?? Refs.Read($"refs/{revision}")
            ?? revision;
        return Peel(sha);
    }

    /// <summary>Follows annotated tags to the commit.</summary>
    public string? Peel(string sha)
    {
        var found = Objects.Read(sha);
        return found?.Type switch
        {
            "commit" => sha,
            "tag" => Peel(System.Text.Encoding.UTF8.GetString(found.Content).Substring("object ".Length, 40)),
            _ => null,
        };
    }
}
