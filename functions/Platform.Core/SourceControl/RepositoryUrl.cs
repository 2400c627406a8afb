using System.Buffers;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>
/// A file, or by a glob many, that an address names. Where the name of the branch ends can't be seen in an address, because
/// names of branches have slashes too: the candidates are tried in order.
/// </summary>
/// <param name="Candidates">What the address may mean, the shortest branch first; never empty.</param>
public sealed record RepositoryUrl(RepositoryName Repository, IReadOnlyList<RepositoryPath> Candidates)
{
    /// <summary>Deeper names of branches must be written with <c>%2F</c>.</summary>
    private const int MostBranchSegments = 5;

    public static RepositoryUrl? Of(string owner, string name, List<string> rest)
    {
        if (!RepositoryName.TryCreate(owner, name, out var repository))
        {
            return null;
        }

        // Raw addresses may name a branch or tag in full.
        var segments = rest is ["refs", "heads" or "tags", ..] ? rest[2..] : rest;
        var candidates = Enumerable.Range(1, Math.Min(MostBranchSegments, Math.Max(0, segments.Count - 1)))
            .Select(length => new RepositoryPath(
                string.Join('/', segments.Take(length)), string.Join('/', segments.Skip(length))))
            .Where(candidate => candidate.IsValid)
            .ToList();
        return candidates.Count > 0 ? new(repository, candidates) : null;
    }

    public static RepositoryUrl At(RepositoryName repository, string reference, string path) =>
        new(repository, [new(reference, path)]);
}

/// <param name="Reference">A branch, tag or commit, or <c>HEAD</c>.</param>
/// <param name="Path">From the repository's root; may be a glob.</param>
public sealed record RepositoryPath(string Reference, string Path)
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?");
    private static readonly SearchValues<char> NotInReferences = SearchValues.Create("*?[\\ ~^:");

    /// <value>As in Backstage, only these two make a glob; once it is one, ranges and alternatives count as well.</value>
    public bool IsGlob => Path.AsSpan().IndexOfAny(Wildcards) >= 0;

    /// <value>Git allows no wildcards in the names of branches, and a path does not lead out of its repository.</value>
    public bool IsValid =>
        Reference.AsSpan().IndexOfAny(NotInReferences) < 0
        && !Reference.StartsWith('-')
        && !Reference.Contains("..", StringComparison.Ordinal)
        && Path.Length > 0
        && !Path.Split('/').Any(segment => segment is "" or "." or "..");

    /// <summary>What a path written in a file means: relative to its folder, or with a slash first to the root.</summary>
    /// <returns>Null when it leads out of the repository or to no file.</returns>
    public static string? Join(string file, string written)
    {
        var parts = new List<string>(written.StartsWith('/') ? [] : file.Split('/')[..^1]);
        foreach (var step in written.Split('/').Where(step => step is not ("" or ".")))
        {
            if (step != "..")
            {
                parts.Add(step);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return parts.Count > 0 ? string.Join('/', parts) : null;
    }
}
