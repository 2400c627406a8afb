using Platform.Core.Metrics.Facts;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Dora;

/// <summary>Which files of a repository are a component's own.</summary>
public sealed class ComponentPaths(IReadOnlyList<string>? globs)
{
    private readonly GlobPattern[] _patterns = [.. (globs ?? []).Select(GlobPattern.Parse)];

    /// <value>Whether the repository is the component's, as a whole.</value>
    public bool IsWhole => _patterns.Length == 0;

    /// <summary>
    /// Commits whose files are unknown decide nothing; when all are, the change is taken to touch the component.
    /// </summary>
    public bool Touches(IEnumerable<Commit> commits)
    {
        if (IsWhole)
        {
            return true;
        }

        var known = commits.Select(commit => commit.Files).OfType<IReadOnlyList<string>>().ToList();
        return known.Count == 0 || known.Exists(files => files.Any(file => Array.Exists(_patterns, own => own.IsMatch(file))));
    }
}
