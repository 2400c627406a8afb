using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.TestKit.Metrics.Senders;

/// <summary>Answers with what a test says; without a word there is nothing.</summary>
public sealed class ToldHistory : IRepositoryHistory
{
    public IReadOnlyList<HistoryCommit> Commits { get; init; } = [];

    /// <value>The API is away.</value>
    public bool IsAway { get; set; }

    public Task<Result<IReadOnlyList<HistoryCommit>>> CommitsOfAsync(
        RepositoryName repository, long number, CancellationToken cancellationToken) => AnswerAsync();

    public Task<Result<IReadOnlyList<HistoryCommit>>> CommitsBetweenAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken) => AnswerAsync();

    private Task<Result<IReadOnlyList<HistoryCommit>>> AnswerAsync() => IsAway
        ? throw new TransientSourceControlException("source-control-unavailable", "GitHub is away")
        : Task.FromResult(Result<IReadOnlyList<HistoryCommit>>.Ok(Commits));
}
