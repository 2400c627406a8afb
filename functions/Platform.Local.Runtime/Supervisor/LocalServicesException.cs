namespace Platform.Local.Runtime.Supervisor;

/// <summary>The machine can't give us the local services; the message says what is missing and how to mend it.</summary>
public sealed class LocalServicesException : Exception
{
    public LocalServicesException(string message)
        : base(message)
    {
    }

    public LocalServicesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
