using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Keeping;

/// <summary>A component whose figures may be out of date.</summary>
/// <param name="Component">Canonical; empty for what belongs to no component.</param>
/// <param name="Version">Changes with each mark, so that one made during a recount survives it.</param>
public sealed record ComponentMark(string Component, string Version);

/// <summary>A day of a scope whose bucket may be out of date.</summary>
public sealed record DayMark(BucketKey Key, string Version);

/// <summary>What a component adds to one day.</summary>
/// <param name="Parts">By scope, the component's own among them; empty: nothing.</param>
/// <param name="Sightings">What the gaming watch saw, by scope; one that it saw nothing in is not there.</param>
public sealed record DayShare(
    DateOnly Day,
    IReadOnlyDictionary<Scope, Bucket> Parts,
    IReadOnlyDictionary<Scope, IReadOnlyList<Sighting>> Sightings)
{
    public static readonly IReadOnlyDictionary<Scope, IReadOnlyList<Sighting>> NothingSeen =
        new Dictionary<Scope, IReadOnlyList<Sighting>>();
}

/// <summary>What one component added to one day of a scope.</summary>
/// <param name="Component">Canonical; empty for what belongs to no component.</param>
public sealed record ComponentDay(string Component, DateOnly Day, Bucket Bucket, IReadOnlyList<Sighting> Sightings);

/// <summary>The marks, the shares of components, and the buckets that are made of them.</summary>
public interface IRollupStore
{
    /// <returns>The options that everything was counted with; null before the first time.</returns>
    Task<string?> CountedWithAsync(CancellationToken cancellationToken);

    Task SetCountedWithAsync(string options, CancellationToken cancellationToken);

    Task<IReadOnlyList<ComponentMark>> ComponentMarksAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<DayMark>> DayMarksAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes the mark away, unless it was made again since. One that somebody else took away is made again: then two counted at a
    /// time, and the one that read earlier may have written later.
    /// </summary>
    Task ClearAsync(ComponentMark mark, CancellationToken cancellationToken);

    Task ClearAsync(DayMark mark, CancellationToken cancellationToken);

    /// <summary>
    /// Makes these the component's shares. Days that have the same shares already are left alone; of others the scopes' days are
    /// marked. Safe to repeat after half of it.
    /// </summary>
    /// <param name="open">Days before it are closed: their changes are told in the restatement log.</param>
    /// <returns>How many days changed.</returns>
    Task<int> ReplaceAsync(
        string component, IReadOnlyList<DayShare> shares, DateOnly open, CancellationToken cancellationToken);

    /// <returns>All that components add to a day of a scope.</returns>
    Task<IReadOnlyList<Bucket>> PartsAsync(BucketKey key, CancellationToken cancellationToken);

    /// <summary>Writes nothing when the same bucket is there.</summary>
    /// <param name="bucket">Null: the day has none any more.</param>
    /// <param name="closed">Whether a change is to be told in the restatement log.</param>
    Task SaveAsync(BucketKey key, Bucket? bucket, bool closed, CancellationToken cancellationToken);
}

/// <summary>Reads finished buckets and nothing else.</summary>
public interface IRollupReader
{
    /// <returns>In order of the days.</returns>
    Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> ReadAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <returns>The days up to one, of all time, on which something began that hasn't ended; in order.</returns>
    Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> OpenAsync(Scope scope, DateOnly to, CancellationToken cancellationToken);

    /// <returns>Whether the scope ever deployed.</returns>
    Task<bool> HasDeployedAsync(Scope scope, CancellationToken cancellationToken);

    /// <returns>The components that add to the scope in the span, in order.</returns>
    Task<IReadOnlyList<string>> ContributorsAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <returns>What each component added to each day of the scope, in no order. Of a component its own days.</returns>
    Task<IReadOnlyList<ComponentDay>> SharesAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <returns>The latest changes of closed days.</returns>
    Task<IReadOnlyList<Restatement>> RestatementsAsync(Scope scope, int limit, CancellationToken cancellationToken);
}
