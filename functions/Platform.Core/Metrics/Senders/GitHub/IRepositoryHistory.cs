using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Metrics.Senders.GitHub;

public sealed record HistoryCommit(
    string Sha,
    DateTimeOffset? AuthoredAt,
    DateTimeOffset? CommittedAt,
    IReadOnlyList<string> Parents,
    string? TreeSha,
    string? Message,
    bool? IsBot);

/// <summary>
/// What payloads leave out. What is final, such as a repository that can't be seen, is a problem; what may pass is thrown as a
/// <see cref="TransientSourceControlException"/>.
/// </summary>
public interface IRepositoryHistory
{
    /// <returns>Of a pull request, the oldest first; GitHub lists 250 at most.</returns>
    Task<Result<IReadOnlyList<HistoryCommit>>> CommitsOfAsync(
        RepositoryName repository, long number, CancellationToken cancellationToken);

    /// <returns>What one commit has that the other lacks, the oldest first.</returns>
    Task<Result<IReadOnlyList<HistoryCommit>>> CommitsBetweenAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken);
}
