using Platform.Core.Drift.Facts;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Collection;

/// <summary>
/// What no listing shows of a repository: each costs calls, so it is looked at in a slower cycle. What may pass by itself is
/// thrown as a <see cref="TransientSourceControlException"/>.
/// </summary>
public interface IRepositorySigns
{
    /// <summary>By its number, whatever it is called now.</summary>
    /// <returns><see cref="ReadingProblems.RepositoryNotFound"/> when it is gone.</returns>
    Task<Result<ListedRepository>> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>By rulesets of the repository and of its organisation, and by classic protection: two calls.</summary>
    Task<Result<BranchProtection>> ProtectionAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <summary>The newest workflow runs of a branch: one call.</summary>
    Task<Result<CiState>> CiAsync(RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <summary>Who committed since, and when docs were touched last: three calls and more.</summary>
    /// <param name="docs">Paths that count as docs; folders and files.</param>
    Task<Result<CommitShares>> CommitsAsync(
        RepositoryName repository,
        string branch,
        DateTimeOffset since,
        IReadOnlyList<string> docs,
        CancellationToken cancellationToken);
}
