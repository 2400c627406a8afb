using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

public enum Granularity
{
    Total,
    Day,

    /// <summary>ISO weeks; those at the ends may be cut.</summary>
    Week,
    Month,
    Quarter,
}

public enum Comparison
{
    None,

    /// <summary>As many days right before.</summary>
    Previous,

    /// <summary>The same days a year before.</summary>
    Year,
}

public enum MetricsFormat
{
    /// <summary>Nested, with all that is known about a figure.</summary>
    Json,
    Csv,

    /// <summary>The text format of OpenMetrics 1.0, of the whole window.</summary>
    OpenMetrics,

    /// <summary>JSON without nesting, a row for each figure.</summary>
    Flat,
}

/// <param name="From">This day and <paramref name="To"/> count, too.</param>
public sealed record MetricsQuery(
    Scope Scope,
    DateOnly From,
    DateOnly To,
    Granularity Granularity,
    Comparison Comparison,
    MetricsFormat Format = MetricsFormat.Json)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <value>What it is compared with; null when with nothing.</value>
    public (DateOnly From, DateOnly To)? Compared => Comparison switch
    {
        Comparison.Previous => (From.AddDays(-Days), From.AddDays(-1)),
        Comparison.Year => (From.AddYears(-1), To.AddYears(-1)),
        _ => null,
    };
}
