using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>
/// What a turn led to. Status: null when it set none. Completion: null while the instance goes on. Renewal: set when the
/// execution is over and another one follows.
/// </summary>
internal sealed record TurnOutcome(
    IReadOnlyList<TurnAction> Actions, CustomStatus? Status, Completion? Completion, Renewal? Renewal = null)
{
    [JsonIgnore]
    public bool IsLast => Completion is not null || Renewal is not null;

    /// <summary>What replays compare.</summary>
    public string DescribeEnd() =>
        Renewal is not null ? "continue as new"
        : Completion is { } end ? $"end as {end.Status}"
        : "go on";
}
