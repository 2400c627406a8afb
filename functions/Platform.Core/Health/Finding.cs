namespace Platform.Core.Health;

public enum FindingStatus
{
    Fine,

    /// <summary>It works, and something about it will hurt sooner or later.</summary>
    Warning,

    Failed,
}

/// <summary>What a look at one dependency or setting found, in sentences for whoever runs the platform.</summary>
/// <param name="Message">What is so. No secret, no host name and no text that a stranger chose.</param>
/// <param name="Fix">What mends it; null exactly when nothing needs mending.</param>
public sealed record Finding(FindingStatus Status, string Message, string? Fix)
{
    public static Finding Fine(string message) => new(FindingStatus.Fine, message, null);

    public static Finding Warning(string message, string fix) => new(FindingStatus.Warning, message, fix);

    public static Finding Failed(string message, string fix) => new(FindingStatus.Failed, message, fix);
}
