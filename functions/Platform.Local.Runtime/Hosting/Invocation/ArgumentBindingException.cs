namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>A parameter can't be bound; the message names it, never its value.</summary>
public sealed class ArgumentBindingException : Exception
{
    public ArgumentBindingException(string message)
        : base(message)
    {
    }

    public ArgumentBindingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
