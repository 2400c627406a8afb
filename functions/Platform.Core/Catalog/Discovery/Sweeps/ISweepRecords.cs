namespace Platform.Core.Catalog.Discovery.Sweeps;

/// <summary>Which sweep is under way, and what the last ones came to.</summary>
/// <typeparam name="TResult">What is kept of one that has ended.</typeparam>
public interface ISweepRecords<TResult>
    where TResult : class
{
    /// <summary>Makes the sweep the one that is under way.</summary>
    /// <param name="instead">The one that is no more, though it still stands there; null when there should be none.</param>
    /// <returns>Null when it is; else the one that is.</returns>
    Task<string?> TryBeginAsync(string id, string? instead, CancellationToken cancellationToken);

    /// <summary>Keeps what it came to, and lets the next one begin. Repeating is harmless.</summary>
    Task EndAsync(string id, TResult result, CancellationToken cancellationToken);

    Task<TResult?> FindAsync(string id, CancellationToken cancellationToken);

    /// <returns>How many of those that had ended before were forgotten.</returns>
    Task<int> ForgetEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <param name="Trigger"><c>timer</c> or who asked.</param>
/// <param name="Reports">One for each organisation, or the one of the repository.</param>
public sealed record SweepResult(
    string Id, string Trigger, DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<SweepReport> Reports);
