using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>One deployment to one environment, as all events of its natural key together tell it.</summary>
/// <param name="Key">Environment, run and attempt; or the event, when it names no run.</param>
/// <param name="Id">That of the event that ended it.</param>
/// <param name="Tier">Null when neither the catalog nor the sender nor the name says what the environment is for.</param>
/// <param name="Succeeded">Null while it goes on.</param>
/// <param name="FinishedAt">When it first succeeded; else when it first failed.</param>
/// <param name="Revision">What was deployed: its commits, or else the artifact or the version; null when nothing tells.</param>
public sealed record Deployment(
    string Key,
    string Id,
    string Environment,
    EnvironmentTier? Tier,
    bool? Succeeded,
    DateTimeOffset? StartedAt,
    DateTimeOffset FinishedAt,
    string? Revision,
    IReadOnlyList<ChangeSet> ChangeSets,
    string? ArtifactId,
    string? TreeSha,
    string? RunId,
    bool DeclaredRollback,
    string? Supersedes,
    bool? Planned,
    ActorType Actor)
{
    internal static readonly Comparison<Deployment> InOrder = (left, right) =>
    {
        var byTime = left.FinishedAt.CompareTo(right.FinishedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Key, right.Key);
    };
}
