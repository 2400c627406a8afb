namespace Platform.Core.Metrics.Facts;

/// <summary>The repositories that a component is made from, seen as one.</summary>
public sealed class SourceView(SourceFacts[] sources)
{
    public IReadOnlyList<SourceFacts> Sources => sources;

    public IEnumerable<Change> Changes => sources.SelectMany(source => source.Changes);

    public (SourceFacts Source, Commit Commit)? FindCommit(string sha)
    {
        foreach (var source in sources)
        {
            if (source.FindCommit(sha) is { } commit)
            {
                return (source, commit);
            }
        }

        return null;
    }

    public Change? ChangeOf(string sha)
    {
        foreach (var source in sources)
        {
            if (source.ChangeOf(sha) is { } change)
            {
                return change;
            }
        }

        return null;
    }

    /// <param name="repository">Null: any; the reference of a revert often leaves it out.</param>
    public Change? FindChange(string? repository, string number) => sources
        .Where(source => repository is null || source.Repository == repository || source.Repository.EndsWith(
            $"/{repository}", StringComparison.Ordinal))
        .Select(source => source.FindChange(number))
        .FirstOrDefault(found => found is not null);
}
