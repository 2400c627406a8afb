using System.Globalization;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// The arithmetic, for 3 million events a day: 35 a second, 350 at the peak; a partition takes 2,000 a second.
/// <para>
/// Identities: 256 partitions by hash, 1.4 a second each at the peak. Events: a partition per component, repository and artifact;
/// the busiest repositories push some ten times a minute; events without a figure (four fifths of all) are spread over 16
/// partitions a day, 18 a second each at the peak. A component is counted from its own partition and those of its repositories:
/// 5,000 components with 120 events a day are some 44,000 rows a year each, 44 pages; so the log is to be moved on by year where
/// components are busier than that. Links: a partition per commit, artifact, component and repository. Marks: 16 partitions; an
/// event marks one or two components, 44 a second each at the peak. Shares: a partition per scope and day, a row per component:
/// the organisation's has 5,000 rows, five pages. Rollups: a partition per scope, a row per day; a year is one page. In all an
/// event without a figure costs 2 calls and one with figures 4 to 7, so 350 a second are 1,000 to 2,000 of the 20,000 calls that
/// an account takes.
/// </para>
/// </summary>
internal static class MetricsKeys
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The two parts are length-prefixed: ("a", "bc") and ("ab", "c") are different events.</summary>
    public static string Event(string source, string id) => ContentHash.Of($"{source.Length}:{source}{id}");

    public static string EventPartition(EventPart part, string eventKey, DateTimeOffset at) => part.Kind switch
    {
        PartKind.Component => $"component|{Component(part.Name)}",
        PartKind.Repository => $"repository|{Name(part.Name)}",
        PartKind.Artifact => $"artifact|{Name(part.Name)}",
        PartKind.Unassigned => "unassigned",
        _ => $"other|{Day(DateOnly.FromDateTime(at.UtcDateTime))}|{eventKey[0]}",
    };

    /// <summary>What has no component has a key, too.</summary>
    public static string Component(string canonical) =>
        canonical.Length == 0 ? "-" : canonical.Replace('/', '|').Replace(':', '|');

    /// <summary>Names of any characters and length.</summary>
    public static string Name(string name) => ContentHash.Of(name)[..32];

    public static string Scope(Scope scope) => $"{scope.Kind.ToString().ToLowerInvariant()}|{Name(scope.Name)}";

    public static string ScopeDay(BucketKey key) => $"{Scope(key.Scope)}|{Day(key.Day)}";

    public static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly ToDay(string key) => DateOnly.ParseExact(key, DayFormat, CultureInfo.InvariantCulture);
}
