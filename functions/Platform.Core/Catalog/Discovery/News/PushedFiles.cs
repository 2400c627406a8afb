namespace Platform.Core.Catalog.Discovery.News;

/// <summary>What a push has touched, and the commit at which that is read.</summary>
/// <param name="Sha">The newest commit of the branch; later pushes may have moved it since.</param>
/// <param name="Changed">Files that were there after the push.</param>
/// <param name="Removed">Files that were not.</param>
public sealed record PushedFiles(string Sha, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    public IEnumerable<string> All => Changed.Concat(Removed);
}
