namespace Platform.Core.Drift.Collection;

/// <summary>What is known of repositories: a row each, written when something in it has changed.</summary>
public interface IDriftFacts
{
    /// <summary>The short halves of an organisation's, those that are gone too.</summary>
    Task<IReadOnlyList<DriftEntry>> ListAsync(string organization, CancellationToken cancellationToken);

    /// <summary>All repositories with numbers between two, both included.</summary>
    IAsyncEnumerable<DriftRecord> ReadAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>Those that are there, by the repository's number.</summary>
    Task<IReadOnlyDictionary<long, DriftRecord>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Writes the short halves and leaves the long ones as they are.</summary>
    Task SaveAsync(IReadOnlyList<DriftEntry> entries, CancellationToken cancellationToken);

    Task SaveAsync(IReadOnlyList<DriftRecord> records, CancellationToken cancellationToken);

    Task<DriftFreshness> FreshnessAsync(string organization, CancellationToken cancellationToken);

    /// <summary>Applies a change to what is stored, again when somebody else was quicker.</summary>
    Task RefreshAsync(
        string organization, Func<DriftFreshness, DriftFreshness> change, CancellationToken cancellationToken);
}
