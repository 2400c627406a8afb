using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>The labels of issues and pull requests.</summary>
public interface IIssueLabels
{
    /// <returns><c>issue-not-found</c> is a problem.</returns>
    Task<Result<IReadOnlyList<string>>> ListAsync(
        RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>Labels that it has already, and labels that nobody has used before, are fine.</summary>
    Task<Result<Unit>> AddAsync(
        RepositoryName repository, int number, IReadOnlyList<string> labels, CancellationToken cancellationToken);

    /// <summary>One that is gone already is fine.</summary>
    Task<Result<Unit>> RemoveAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken);
}
