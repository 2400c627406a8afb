using System.Text.Json.Serialization;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>Whether a goal is met. Without a value nobody knows.</summary>
public enum Verdict
{
    Unknown,
    Met,
    NotMet,
}

/// <param name="Text">Such as <c>&lt; 2 h</c>.</param>
/// <param name="Owner">Who answers for it.</param>
public sealed record KpiGoal(string Text, string Owner);

/// <summary>A number that a figure is made of, or that keeps it honest.</summary>
public sealed record KpiPart(
    string Name,
    MetricUnit Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    string? Reason = null);

/// <param name="Reason">Why there is no value: a stable code; null when there is one.</param>
public sealed record KpiFigure(
    string Id,
    MetricUnit Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    string? Reason,
    KpiGoal Goal,
    Verdict Verdict,
    IReadOnlyList<KpiPart> Parts)
{
    public double? Part(string name) => Parts.FirstOrDefault(part => part.Name == name)?.Value;
}

/// <summary>Why a figure has no value.</summary>
public static class KpiReasons
{
    public const string NoServices = "noServices";
    public const string StillWaiting = "tooManyWait";
    public const string NoCensus = "noCensus";
    public const string NoComponents = "noEligibleComponents";
    public const string NoTeams = "noTeams";
    public const string NoDevelopers = "noDevelopers";
    public const string NoRequests = "noRequests";
    public const string NoTasks = "noTasks";
    public const string NoVerifications = "noVerifications";
    public const string NoViews = "noViewEvents";
    public const string NoEntities = "noEntities";
    public const string NoHistory = "noHistory";
    public const string NothingBefore = "nothingBefore";
}

/// <summary>Whose figures, and of which days; both ends count.</summary>
public sealed record KpiSpan(Scope Scope, DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>Something behind a number, so that a person can look for themselves.</summary>
/// <param name="Kind">task, component, ticket, request, template or page.</param>
/// <param name="State">What it counts as, in a word or two.</param>
/// <param name="Value">In the figure's unit, where it has one of its own.</param>
public sealed record KpiEvidence(
    string Kind, string Id, string State, DateTimeOffset? At = null, double? Value = null, string? Detail = null);

/// <summary>One figure of the platform. A new one is one class, one registration, one test class and one line in the
/// docs.</summary>
public interface IKpi
{
    /// <value>camelCase; stable, and what tables call it.</value>
    string Id { get; }

    /// <value>What it is, in one sentence.</value>
    string Meaning { get; }

    MetricUnit Unit { get; }

    KpiFigure Of(KpiInputs inputs, KpiSpan span);

    IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span);
}
