using System.Text.Json.Serialization;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics;

public enum DeploymentKind
{
    Deployed,
    Upgraded,
    RolledBack,
}

public enum DeploymentResult
{
    Success,
    Failure,
}

/// <summary>One deployment of a component to an environment, as its event told it.</summary>
/// <param name="Source">With <paramref name="Id"/> the identity of the event: the same pair is the same deployment.</param>
/// <param name="At">When it happened, by the sender's clock; not when we heard of it.</param>
public sealed record DeploymentFact(
    string Source,
    string Id,
    EntityRef Component,
    DateTimeOffset At,
    string Environment,
    DeploymentKind Kind,
    DeploymentResult Result,
    string? CommitSha = null)
{
    /// <value>The day in UTC.</value>
    [JsonIgnore]
    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);
}
