using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>A turn and all that is committed with it. Next: the start of the execution that follows this one.</summary>
internal sealed record CommittedTurn(
    Turn Turn, byte[] Body, InstanceRecord Record, TurnMessage.Started? Next, IReadOnlyList<Delivery> Heard)
{
    public bool HasBegun => Heard.Any(delivery => delivery.Message is TurnMessage.Started);
}
