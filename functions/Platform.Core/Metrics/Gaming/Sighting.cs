namespace Platform.Core.Metrics.Gaming;

/// <summary>One thing that shows a vector: kept with its day, so that any window can be asked for.</summary>
/// <param name="At">On whose day it counts.</param>
/// <param name="Id">Of a deployment, an incident or a change.</param>
/// <param name="Weight">How much: seconds or times; null where only the number of sightings counts.</param>
public sealed record Sighting(GamingVector Vector, DateTimeOffset At, string Id, double? Weight = null)
{
    /// <value>One order, so that equal sightings give equal bytes.</value>
    public static IComparer<Sighting> Order { get; } = Comparer<Sighting>.Create((left, right) =>
        left.Vector != right.Vector ? left.Vector.CompareTo(right.Vector)
        : left.At != right.At ? left.At.CompareTo(right.At)
        : string.CompareOrdinal(left.Id, right.Id));
}
