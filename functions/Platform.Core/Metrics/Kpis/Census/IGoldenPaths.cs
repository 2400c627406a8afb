using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Kpis.Census;

/// <summary>A component that is to be judged.</summary>
/// <param name="Source">Of its descriptor: <c>github:owner/name:path</c>.</param>
/// <param name="Before">What the last census said of it; null for a new one.</param>
public sealed record PathSubject(EntityRef Ref, string Source, CensusComponent? Before);

/// <param name="MadeOn">When it was made from the template; null when nobody knows.</param>
/// <param name="LookedAt">See <see cref="CensusComponent.LookedAt"/>.</param>
public sealed record PathJudgement(
    PathState State, EntityRef? Template, string? Hash, DateTimeOffset? MadeOn, DateTimeOffset? LookedAt);

/// <summary>
/// Judges whether components are on a golden path. Where they came from decides today; whoever compares what is there with what a
/// template would make implements this.
/// </summary>
public interface IGoldenPaths
{
    /// <returns>In the order of the subjects.</returns>
    Task<IReadOnlyList<PathJudgement>> JudgeAsync(
        IReadOnlyList<PathSubject> subjects, CancellationToken cancellationToken);
}
