using System.Collections.Immutable;

namespace Platform.Local.Forge.State;

/// <summary>An issue that is no pull request. Its number is out of the same sequence.</summary>
internal sealed record IssueData(long Id, int Number, string Title, string? Body, int? Milestone, DateTimeOffset CreatedAt)
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public DateTimeOffset? ClosedAt { get; init; }

    public ThreadData Thread { get; init; } = new();

    public bool IsOpen => ClosedAt is null;
}

/// <summary>What people hang on an issue or pull request, and say about it.</summary>
internal sealed record ThreadData
{
    public ImmutableArray<string> Labels { get; init; } = [];

    public ImmutableArray<string> Assignees { get; init; } = [];

    public ImmutableArray<CommentData> Comments { get; init; } = [];
}

internal sealed record CommentData(long Id, string Body, DateTimeOffset CreatedAt);

internal sealed record MilestoneData(long Id, int Number, string Title, string? Description, DateTimeOffset CreatedAt);
