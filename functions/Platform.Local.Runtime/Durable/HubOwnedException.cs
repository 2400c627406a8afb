namespace Platform.Local.Runtime.Durable;

/// <summary>Another process owns the hub: at start it did not give it up in time, later it has taken the hub over.</summary>
public sealed class HubOwnedException : Exception
{
    public HubOwnedException()
    {
    }

    public HubOwnedException(string message)
        : base(message)
    {
    }

    public HubOwnedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
