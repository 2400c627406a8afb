using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>A workflow run as it is persisted and shown.</summary>
internal sealed record RunData
{
    public const string PushEvent = "push";
    public const string DispatchEvent = "workflow_dispatch";

    public required long Id { get; init; }

    public required long RepositoryId { get; init; }

    public required long WorkflowId { get; init; }

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Ref { get; init; }

    public string? Before { get; init; }

    public required string Sha { get; init; }

    public string Event { get; init; } = PushEvent;

    /// <value>What a dispatch gave; null for a push.</value>
    public JsonObject? Inputs { get; init; }

    public required string Title { get; init; }

    public required int Number { get; init; }

    public string Status { get; init; } = "queued";

    public string? Conclusion { get; init; }

    /// <value>Why there are no jobs: the file could not be used.</value>
    public string? Problem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public ImmutableArray<JobData> Jobs { get; init; } = [];

    public bool IsBranch => Ref.StartsWith("refs/heads/", StringComparison.Ordinal);

    public string RefName => Ref.Split('/', 3)[2];
}

/// <summary>One job, or one combination of a matrix.</summary>
internal sealed record JobData
{
    public required long Id { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public JsonObject Matrix { get; init; } = [];

    public ImmutableArray<string> Labels { get; init; } = [];

    public string Status { get; init; } = "queued";

    public string? Conclusion { get; init; }

    /// <value>Why the forge did not execute it.</value>
    public string? SkipReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public ImmutableArray<StepData> Steps { get; init; } = [];
}

internal sealed record StepData(
    int Number,
    string Name,
    string Status,
    string? Conclusion,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt);
