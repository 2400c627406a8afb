using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.State;

/// <summary>What somebody who looked at a commit says of it.</summary>
internal sealed record CheckRunData(long Id, string Name, string HeadSha, string ExternalId, DateTimeOffset StartedAt)
{
    public string Status { get; init; } = "queued";

    public string? Conclusion { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? DetailsUrl { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public ImmutableArray<JsonObject> Annotations { get; init; } = [];
}
