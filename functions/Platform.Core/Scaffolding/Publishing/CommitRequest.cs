namespace Platform.Core.Scaffolding.Publishing;

/// <summary>The one commit of a new repository. The same request always gives the same SHA.</summary>
/// <param name="AuthoredAt">The task's time, not the attempt's; whole seconds count.</param>
public sealed record CommitRequest(
    string Message,
    string AuthorName,
    string AuthorEmail,
    DateTimeOffset AuthoredAt,
    IReadOnlyList<CommitEntry> Entries)
{
    /// <value>The host names the author, and may sign the commit; another call makes another commit then.</value>
    public bool WithoutAuthor { get; init; }
}

/// <summary>One file of a commit: text that travels inline, or the SHA of a blob that was uploaded before.</summary>
public sealed record CommitEntry
{
    private CommitEntry(string path, string mode, string? text, string? blobSha)
    {
        Path = path;
        Mode = mode;
        Text = text;
        BlobSha = blobSha;
    }

    public string Path { get; }

    /// <value>100644, 100755 or 120000 (a symbolic link, whose text is its target).</value>
    public string Mode { get; }

    public string? Text { get; }

    public string? BlobSha { get; }

    public static CommitEntry Inline(string path, string mode, string text) => new(path, mode, text, null);

    public static CommitEntry Blob(string path, string mode, string blobSha) => new(path, mode, null, blobSha);
}
