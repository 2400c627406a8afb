using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>A message on its way to an instance.</summary>
internal sealed record Delivery(TurnMessage Message)
{
    /// <summary>The one execution that may hear it; null for whichever is running.</summary>
    public string? Execution { get; init; }

    /// <summary>Told when the message is persisted, or when it is certain that it comes too late.</summary>
    public TaskCompletionSource? Persisted { get; init; }

    /// <summary>The letter that it came as; goes when the message is heard.</summary>
    public DiscardedRow? Letter { get; init; }

    /// <summary>Tells the sender that the message is persisted or comes too late, or why nobody knows.</summary>
    public void Settle(Exception? exception)
    {
        if (exception is null)
        {
            Persisted?.TrySetResult();
        }
        else
        {
            Persisted?.TrySetException(exception);
        }
    }
}
