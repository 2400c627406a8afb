namespace Platform.Adapters.GitHub.Reading;

// What is read of GitHub's answers: a listing has a hundred fields for each of the few that matter here.

internal sealed record WireRepository(
    long Id, string FullName, string? DefaultBranch, Uri HtmlUrl, bool Archived, bool Fork, DateTimeOffset? PushedAt, long Size)
{
    public string? Description { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string>? Topics { get; init; }

    public bool IsTemplate { get; init; }
}

internal sealed record WireReference(WireObject Object);

internal sealed record WireBranch(string Name);

internal sealed record WireObject(string Sha);

internal sealed record WireTree(string Sha, IReadOnlyList<WireEntry> Tree, bool Truncated);

internal sealed record WireEntry(string Path, string Mode, string Type, string Sha, long Size);

internal sealed record WireFile(string Type, string Sha, long Size, string? Encoding, string? Content);

internal sealed record WireBlob(string Encoding, string Content, long Size);

internal sealed record WireComparison(string Status, IReadOnlyList<WireChange>? Files);

internal sealed record WireChange(string Filename, string Status, string? PreviousFilename);

internal sealed record WirePull(int Number, string State, Uri HtmlUrl, DateTimeOffset? MergedAt);

internal sealed record WireComment(string? Body);

internal sealed record WireCommit(string Message, WireObject Tree, WireAuthor Author);

internal sealed record WireAuthor(string? Email, DateTimeOffset? Date);
