using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Shapes;

/// <summary>What a figure is measured in; base units, so that nobody has to convert.</summary>
public enum MetricUnit
{
    /// <summary>Things that were counted.</summary>
    Count,

    Seconds,

    /// <summary>A part of a whole, from 0 to 1 unless a definition says otherwise.</summary>
    Ratio,

    PerDay,

    /// <summary>A number on a scale that the figure's definition names.</summary>
    Score,
}

/// <summary>The days that a figure is of; both count.</summary>
/// <param name="Label">A day, an ISO week, a month, "total", or "previous" and "year" for what is compared with.</param>
/// <param name="Provisional">What it rests on is still coming in.</param>
public sealed record MetricPeriod(string Label, DateOnly From, DateOnly To, bool Provisional = false);

/// <summary>One figure, in the form that all tables and series are made of.</summary>
/// <param name="Metric">Its name: words in camelCase, joined by dots; letters and digits only.</param>
/// <param name="Reason">Why there is no value; null when there is one.</param>
public sealed record MetricRow(
    Scope Scope, MetricPeriod Period, string Metric, MetricUnit Unit, double? Value, string? Reason);
