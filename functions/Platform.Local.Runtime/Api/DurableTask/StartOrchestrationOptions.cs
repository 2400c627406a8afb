using System.Collections.Immutable;

namespace Microsoft.DurableTask;

public record StartOrchestrationOptions
{
#pragma warning disable CA1707, IDE1006 // The real package's parameter names are Pascal case, and callers name them.
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
#pragma warning restore CA1707, IDE1006
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>A new one is made when null.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The instance is pending until then.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The engine's default version when null.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// The start is refused when the id belongs to an instance in one of these statuses; in any other, a running instance
    /// is terminated first. Null: an instance that has not ended refuses it.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
