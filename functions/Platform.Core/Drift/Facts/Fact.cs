namespace Platform.Core.Drift.Facts;

/// <summary>What was observed somewhere, when, and for how long that may be taken as true.</summary>
/// <param name="ObservedAt">When the place was looked at, or was last told to be unchanged.</param>
/// <param name="Ttl">Older than this it is stale: still shown, and every result that rests on it says so.</param>
/// <param name="Source">Where it was observed, for people: <c>github</c>, <c>catalog</c>, <c>delivery-events</c>, …</param>
public sealed record Fact<T>(T Value, DateTimeOffset ObservedAt, TimeSpan Ttl, string Source)
{
    public bool IsStale(DateTimeOffset now) => now - ObservedAt > Ttl;
}

/// <summary>Of a fact, what a result that rests on it says.</summary>
/// <param name="Name">Such as <c>repository.protection</c>.</param>
public sealed record FactUse(string Name, string Source, DateTimeOffset ObservedAt, bool IsStale);
