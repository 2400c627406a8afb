using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>Why there is no figure.</summary>
public enum NoFigure
{
    /// <summary>It came with the component's first deployment; nobody knows how long it had been waiting.</summary>
    Baseline,

    /// <summary>Nothing tells when it began.</summary>
    NoCommits,

    /// <summary>The commit came without a change.</summary>
    NoChange,

    NotReviewed,
    NotMerged,

    /// <summary>The end lies before the beginning: a clock is wrong, or the steps went in another order.</summary>
    Negative,

    /// <summary>Nothing tells of releases or flags of the component.</summary>
    NoReleaseEvents,

    /// <summary>Releases are told, and none of them was of this change, to everybody.</summary>
    NotReleased,
}

/// <summary>A duration, or why there is none.</summary>
public readonly record struct Stage(TimeSpan? Value, NoFigure? Reason)
{
    public static Stage None(NoFigure reason) => new(null, reason);

    public static Stage Between(DateTimeOffset? from, DateTimeOffset? to, NoFigure missing) =>
        from is not { } start || to is not { } end ? None(missing)
        : end < start ? None(NoFigure.Negative)
        : new(end - start, null);
}

/// <summary>A change's way from the first commit to its users.</summary>
/// <param name="StartedAt">Where lead time begins, as the options say.</param>
/// <param name="CustomerAt">When everybody had it, by release or flag events.</param>
public sealed record DeployedChange(
    Change Change,
    Rollout Rollout,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CustomerAt,
    Stage LeadTime,
    Stage Coding,
    Stage Pickup,
    Stage Review,
    Stage MergeToDeploy,
    Stage DeployToCustomer,
    Stage LeadTimeToCustomer);
