using System.Text.Json.Serialization;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Reports;

/// <summary>Why a figure is null. A figure is never zero for want of data.</summary>
public enum NoValue
{
    /// <summary>Nothing was deployed to production in the span.</summary>
    NoDeployments,

    /// <summary>Nothing that was deployed in the span has this time.</summary>
    NoChanges,

    /// <summary>No failed deployment was recovered in the span.</summary>
    NoRecoveries,

    /// <summary>Nothing was merged in the span.</summary>
    NoMerges,

    /// <summary>Nothing tells of releases or flags of the components whose changes were deployed in the span.</summary>
    NoReleaseEvents,

    /// <summary>Releases or flags are told of, and none of them covers a change of the span.</summary>
    NotReleased,

    /// <summary>Every deployment of the span is excluded from the denominator.</summary>
    NothingToCompare,

    /// <summary>One deployment has no distance from another.</summary>
    OneDeployment,

    /// <summary>No tiers were published for the year, or none for this metric.</summary>
    NoTiers,
}

/// <summary>A part of a whole; both are kept, since rates don't add up.</summary>
public sealed record Rate(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    long Numerator,
    long Denominator,
    NoValue? Reason)
{
    public static Rate Of(long numerator, long denominator, NoValue reason) =>
        denominator > 0
            ? new((double)numerator / denominator, numerator, denominator, null)
            : new(null, numerator, denominator, reason);
}

/// <summary>Durations in seconds: the median and what is around it.</summary>
/// <param name="Value">The median, by the convention of the options.</param>
/// <param name="Censored">
/// How many began in the span and haven't ended by all that is known: the values leave them out, and are too small by them.
/// </param>
public sealed record Durations(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    long Count,
    double? Mean,
    double? P90,
    double? Min,
    double? Max,
    NoValue? Reason,
    long? Censored = null)
{
    private const double Unit = 1000;

    public static Durations Of(
        Distribution? values, MedianConvention convention, NoValue reason, long? censored = null) => values is null
        ? new(null, 0, null, null, null, null, reason, censored)
        : new(
            values.Quantile(0.5, convention) / Unit,
            values.Count,
            values.Mean / Unit,
            values.Quantile(0.9, convention) / Unit,
            values.Min / Unit,
            values.Max / Unit,
            null,
            censored);
}

/// <param name="Value">Deployments a day, over all days of the span.</param>
public sealed record Frequency(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value, long Count, NoValue? Reason)
{
    /// <param name="active">Whether the span has ever seen a deployment around it: then none is a zero, not a gap.</param>
    public static Frequency Of(long count, int days, bool active) =>
        active ? new((double)count / days, count, null) : new(null, 0, NoValue.NoDeployments);
}
