namespace Platform.Local.Runtime.Hosting;

/// <summary>Where the host listens; a service of the host, known once it has started.</summary>
public sealed class LocalHostAddress
{
    private Uri? _value;

    public Uri Value
    {
        get => _value ?? throw new InvalidOperationException("The host has not started yet.");
        internal set => _value = value;
    }
}
