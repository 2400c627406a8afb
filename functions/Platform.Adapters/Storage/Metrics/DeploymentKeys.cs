using System.Globalization;
using Platform.Core.Catalog;
using Platform.Core.Metrics;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// Events: 256 partitions by hash, so 500,000 a second before a partition is the limit. Facts: a partition per component and
/// day; the busiest pipelines known deploy some thousand times a day. Counts: a partition per component, 365 rows a year, read
/// by range. Dirty days: one partition, one upsert an event, which is enough for 2,000 events a second, six times the planned
/// peak.
/// </summary>
internal static class DeploymentKeys
{
    public const string Dirty = "dirty";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The two parts are length-prefixed: ("a", "bc") and ("ab", "c") are different events.</summary>
    public static string Event(DeploymentFact fact) => ContentHash.Of($"{fact.Source.Length}:{fact.Source}{fact.Id}");

    public static string EventPartition(string eventKey) => eventKey[..2];

    public static string Component(EntityRef component) => component.Canonical.Replace('/', '|').Replace(':', '|');

    public static EntityRef ToComponent(string key) =>
        key.Split('|') is [var kind, var @namespace, var name]
            ? EntityRef.Create(kind, @namespace, name)
            : throw new InvalidDataException($"'{key}' is not the key of a component.");

    public static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly ToDay(string key) => DateOnly.ParseExact(key, DayFormat, CultureInfo.InvariantCulture);

    public static string ComponentDay(EntityRef component, DateOnly day) => $"{Component(component)}|{Day(day)}";

    public static (EntityRef Component, DateOnly Day) ToComponentDay(string key)
    {
        var cut = key.LastIndexOf('|');
        return (ToComponent(key[..cut]), ToDay(key[(cut + 1)..]));
    }
}
