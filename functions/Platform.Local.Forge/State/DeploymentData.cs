using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.State;

/// <summary>A deployment that somebody announced; how it went its statuses say, the oldest first.</summary>
internal sealed record DeploymentData(
    long Id, string Sha, string Ref, string Task, string Environment, string? Description, JsonNode? Payload,
    bool Production, bool Transient, DateTimeOffset CreatedAt)
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public ImmutableArray<DeploymentStatusData> Statuses { get; init; } = [];

    public DeploymentData With(DeploymentStatusData status) =>
        this with { Statuses = Statuses.Add(status), UpdatedAt = status.CreatedAt };
}

internal sealed record DeploymentStatusData(
    long Id, string State, string Environment, string Description, string LogUrl, DateTimeOffset CreatedAt);

internal sealed record ReleaseData(
    long Id, string Tag, string Target, string? Name, string? Body, bool Draft, bool Prerelease, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? PublishedAt { get; init; }
}

/// <param name="State">As the API writes it: <c>APPROVED</c>.</param>
internal sealed record ReviewData(long Id, string State, string? Body, string CommitId, DateTimeOffset SubmittedAt);
