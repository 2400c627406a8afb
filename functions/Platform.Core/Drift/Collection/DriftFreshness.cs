namespace Platform.Core.Drift.Collection;

/// <summary>
/// When the repositories of an organisation were last found unchanged. One row for all of them, so that a sweep that finds
/// nothing new writes no row of theirs.
/// </summary>
/// <param name="ListedAt">The last complete listing.</param>
/// <param name="Except">Repositories that it did not have, by number.</param>
/// <param name="Slow">When what no listing shows was last looked at, by repository.</param>
public sealed record DriftFreshness(
    DateTimeOffset? ListedAt, IReadOnlyList<long> Except, IReadOnlyDictionary<long, DateTimeOffset> Slow)
{
    public static DriftFreshness None { get; } = new(null, [], new Dictionary<long, DateTimeOffset>());

    public DateTimeOffset ListedOf(DriftEntry entry) =>
        ListedAt is { } at && at > entry.ListedAt && !Except.Contains(entry.Id) ? at : entry.ListedAt;

    public DateTimeOffset? SlowOf(long id) => Slow.TryGetValue(id, out var at) ? at : null;

    /// <summary>Both; of each repository the later look. A listing that was not complete is null and changes nothing.</summary>
    public DriftFreshness With(
        DateTimeOffset? listedAt, IReadOnlyList<long> except, IEnumerable<KeyValuePair<long, DateTimeOffset>> slow)
    {
        var looked = new Dictionary<long, DateTimeOffset>(Slow);
        foreach (var (id, at) in slow)
        {
            looked[id] = looked.TryGetValue(id, out var before) && before > at ? before : at;
        }

        return listedAt is null || listedAt < ListedAt
            ? this with { Slow = looked }
            : new(listedAt, except, looked);
    }
}
