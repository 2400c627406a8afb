using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Gaming;

namespace Platform.Core.Metrics.Dora;

/// <summary>Of V1, V2, V3, V1: which deployments had failed.</summary>
public enum CulpritAttribution
{
    /// <summary>V2, the first after the version that was brought back.</summary>
    FirstAfterTarget,

    /// <summary>V2 and V3.</summary>
    AllBetween,

    /// <summary>V3, the one that was replaced.</summary>
    Latest,
}

/// <summary>Whose an incident is that began in the instant of a deployment.</summary>
public enum IncidentAtDeployment
{
    ThisDeployment,
    PreviousDeployment,
}

public enum LeadTimeStart
{
    FirstCommit,
    LastCommit,
    Merge,
}

public enum RecoveryStart
{
    FailedDeployment,
    Incident,
}

public enum OwnershipAsOf
{
    Event,
    Now,
}

public enum MedianConvention
{
    /// <summary>The mean of the two in the middle.</summary>
    Interpolated,

    /// <summary>The lower of the two in the middle.</summary>
    Lower,
}

public enum ChangeFailDenominator
{
    AllDeployments,
    WithoutRollbacks,

    /// <summary>Those that didn't fail; the figure can be above one.</summary>
    WithoutFailed,
}

public enum ChangeFailCounting
{
    FailedDeployments,

    /// <summary>Every incident by itself; the figure can be above one.</summary>
    Incidents,
}

/// <summary>Everything about the figures that reasonable people decide differently; the defaults are what we recommend.</summary>
public sealed record DoraOptions
{
    public static readonly DoraOptions Default = new();

    /// <summary>So many times the median of all makes a component's own far above it.</summary>
    internal const double HiddenFactor = 4;

    /// <value>The name of the organisation in its rollups.</value>
    public string Organization { get; init; } = "organization";

    /// <value>Where the organisation's days and weeks begin: an IANA name.</value>
    public string TimeZone { get; init; } = "UTC";

    public CulpritAttribution CulpritAttribution { get; init; }

    public IncidentAtDeployment IncidentAtDeployment { get; init; }

    public LeadTimeStart LeadTimeStart { get; init; }

    public RecoveryStart RecoveryStart { get; init; }

    public OwnershipAsOf OwnershipAsOf { get; init; }

    public MedianConvention MedianConvention { get; init; }

    public ChangeFailDenominator ChangeFailDenominator { get; init; }

    public ChangeFailCounting ChangeFailCounting { get; init; }

    /// <value>Deployments of one revision to several production environments within it are one rollout.</value>
    public double RolloutWindowHours { get; init; } = 24;

    /// <value>
    /// What makes a change a hotfix, when its title, its branch or one of its labels contains it; case doesn't matter.
    /// </value>
    public IReadOnlyList<string> HotfixWords { get; init; } = ["hotfix", "incident"];

    /// <value>Up to so many values are kept exactly in a bucket.</value>
    public int ExactValues { get; init; } = 256;

    /// <value>The relative error of quantiles of more values than that.</value>
    public double SketchAccuracy { get; init; } = 0.01;

    /// <value>A day is closed after so many days; what changes later goes to the restatement log.</value>
    public int ClosedAfterDays { get; init; } = 35;

    /// <value>The failures of so many recent days are still coming in.</value>
    public int ProvisionalDays { get; init; } = 7;

    /// <value>The edition whose published tiers are shown beside the figures; null shows none.</value>
    public int? TierYear { get; init; }

    /// <value>
    /// Above which value each vector of the gaming watch is told, by its name; one that isn't here is told above 0, and
    /// <c>hiddenComponents</c> above 4.
    /// </value>
    public IReadOnlyDictionary<GamingVector, double> GamingThresholds { get; init; } = new Dictionary<GamingVector, double>();

    /// <value>A merged change that production hasn't seen for so many days has waited for long.</value>
    public double LongWaitDays { get; init; } = 30;

    /// <value>When the figures are looked at; null: at the last event.</value>
    public DateTimeOffset? AsOf { get; init; }

    /// <value>The first day that is told of; null: that of the first deployment.</value>
    public DateOnly? From { get; init; }

    /// <value>The last day that is told of; null: that of the last event.</value>
    public DateOnly? To { get; init; }

    /// <value>What the catalog says of environments; it goes before what events say.</value>
    public IReadOnlyDictionary<string, EnvironmentTier> Environments { get; init; } = new Dictionary<string, EnvironmentTier>();

    /// <value>What the catalog says of components.</value>
    public IReadOnlyList<CatalogComponent> Components { get; init; } = [];
}

/// <param name="RepoUrl">Where it is made from; also what its deployments name is.</param>
/// <param name="Paths">Globs of the files in the repository that are its own; null or empty: all.</param>
public sealed record CatalogComponent(
    EntityRef Component, string? RepoUrl = null, IReadOnlyList<string>? Paths = null, string? Team = null, string? System = null);
