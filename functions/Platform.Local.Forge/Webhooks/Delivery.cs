using Platform.Local.Forge.Faults;

namespace Platform.Local.Forge.Webhooks;

/// <summary>One attempt to hand an event to a hook; without a status code it is still under way.</summary>
internal sealed record Delivery
{
    public required long Id { get; init; }

    /// <value>The same for redeliveries, so that receivers can tell that they have seen it.</value>
    public required string Guid { get; init; }

    public required long HookId { get; init; }

    public required long? RepositoryId { get; init; }

    /// <value>The name of the repository at that time, with its owner.</value>
    public string? Repository { get; init; }

    public required string Event { get; init; }

    public string? Action { get; init; }

    public bool Redelivery { get; init; }

    /// <value>What the forge was told to do to it.</value>
    public FaultKind? Fault { get; init; }

    public required DateTimeOffset DeliveredAt { get; init; }

    public double Duration { get; init; }

    public int? StatusCode { get; init; }

    public string Status { get; init; } = "pending";

    public Dictionary<string, string> RequestHeaders { get; init; } = [];

    public Dictionary<string, string> ResponseHeaders { get; init; } = [];

    public string? ResponseBody { get; init; }

    /// <value>The bytes that were signed, as text.</value>
    public required string Payload { get; init; }
}
