using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Library;

namespace Platform.Core.Metrics.Kpis.Census;

/// <summary>Where a component stands to the golden paths.</summary>
public enum PathState
{
    /// <summary>Made from a template that is offered, in its present version.</summary>
    Current,

    /// <summary>Made from an earlier version of one.</summary>
    Behind,

    /// <summary>Not from a template, or from one that is no longer offered.</summary>
    Off,
}

/// <summary>A component on the day of a census.</summary>
/// <param name="IsActive">Deployed or committed to lately.</param>
/// <param name="Exempt">Why it need not be on a path; null when it should.</param>
/// <param name="FirstSeen">When a census first saw it, or when it was made; null for those that were there before the
/// first.</param>
/// <param name="LookedAt">When its repository was last asked for the file that tells its template; null when records
/// tell.</param>
public sealed record CensusComponent(
    EntityRef Ref,
    string? Team,
    string? System,
    bool IsActive,
    string? Exempt,
    PathState Path,
    EntityRef? Template,
    string? TemplateHash,
    DateOnly? FirstSeen,
    DateTimeOffset VerifiedAt,
    DateTimeOffset? LookedAt = null)
{
    /// <value>Whether it is in the denominator of the adoption.</value>
    public bool IsEligible => IsActive && Exempt is null;

    public bool IsOn(PlatformOptions options) =>
        Path == PathState.Current || (Path == PathState.Behind && !options.NewestTemplateOnly);
}

/// <param name="Verified">What came of the last try of the version that everybody is offered; null when there was none.</param>
public sealed record CensusTemplate(EntityRef Ref, VerificationOutcome? Verified, DateTimeOffset? VerifiedAt);

/// <summary>What the catalog, its sources and the templates said on a day; a later one of the same day takes its place.</summary>
/// <param name="Developers">People by team.</param>
/// <param name="People">In all; who is in two teams is one.</param>
public sealed record PlatformCensus(
    DateOnly Day,
    DateTimeOffset At,
    IReadOnlyList<CensusComponent> Components,
    IReadOnlyList<CensusTemplate> Templates,
    IReadOnlyDictionary<string, int> Developers,
    int People);

public interface ICensusStore
{
    Task SaveAsync(PlatformCensus census, CancellationToken cancellationToken);

    /// <returns>The last one of the days; null when there is none.</returns>
    Task<PlatformCensus?> LastAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
