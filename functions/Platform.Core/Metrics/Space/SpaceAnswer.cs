using System.Text.Json.Serialization;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Space;

public enum SpaceDimension
{
    Satisfaction,
    Performance,
    Activity,
    Communication,
    Efficiency,
}

/// <summary>Why a figure is null. A figure is never zero for want of data.</summary>
public enum NoSpaceFigure
{
    /// <summary>Nothing was deployed to production.</summary>
    NoDeployments,

    /// <summary>No failed deployment was recovered.</summary>
    NoRecoveries,

    /// <summary>Nothing was merged.</summary>
    NoMerges,

    /// <summary>Nothing that was deployed has this time.</summary>
    NoChanges,

    /// <summary>Nobody reviewed what was merged.</summary>
    NoReviews,

    /// <summary>Nobody tells the sizes of changes.</summary>
    NoSizes,

    /// <summary>Nothing is under way.</summary>
    NothingOpen,

    /// <summary>No incident was told of: whether there was none, nobody knows.</summary>
    NoIncidents,

    /// <summary>No survey that asks for satisfaction was closed.</summary>
    NoSurvey,

    /// <summary>Too few of the scope answered, or figures of others would tell what they said.</summary>
    TooFewAnswers,

    /// <summary>Too few people take part: the figure would be about somebody.</summary>
    TooFewPeople,

    /// <summary>A figure about people is told of teams and more, not of a component.</summary>
    TeamOrWider,

    /// <summary>The figure is computed from events; for so many components or days it isn't.</summary>
    TooWide,
}

/// <param name="Source">What it is made of: survey, deployments, changes, reviews, incidents.</param>
public sealed record SpaceFigure(
    string Name,
    MetricUnit Unit,
    string Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    NoSpaceFigure? Reason)
{
    public static SpaceFigure Of(string name, MetricUnit unit, string source, double? value, NoSpaceFigure reason) =>
        new(name, unit, source, value, value is null ? reason : null);
}

/// <param name="Known">Whether any of its figures has a value.</param>
public sealed record SpaceFigures(SpaceDimension Dimension, bool Known, IReadOnlyList<SpaceFigure> Figures);

/// <param name="Label">2026-01-31, 2026-W05, 2026-01; previous or year for what is compared with.</param>
public sealed record SpacePeriod(
    string Label, DateOnly From, DateOnly To, bool Provisional, IReadOnlyList<SpaceFigures> Dimensions);

/// <summary>
/// SPACE of a scope. One or two dimensions are figures, but not SPACE, which means to look at work from several sides; nor is it
/// SPACE if nobody was asked.
/// </summary>
/// <param name="IsSpace">Three dimensions at least are known, what people say among them.</param>
/// <param name="NotSpace">What is missing for that.</param>
public sealed record SpaceAnswer(
    ScopeKind Scope,
    string Name,
    DateOnly From,
    DateOnly To,
    string TimeZone,
    bool Provisional,
    bool IsSpace,
    string? NotSpace,
    IReadOnlyList<SpaceFigures> Dimensions,
    IReadOnlyList<SpacePeriod>? Periods,
    SpacePeriod? Comparison)
{
    /// <value>Where what is behind the figures is told.</value>
    [JsonPropertyOrder(1)]
    public required string Explain { get; init; }
}
