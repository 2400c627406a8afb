namespace Platform.Core.Metrics.Events;

public enum EnvironmentTier
{
    Development,
    Testing,
    Staging,
    Production,
}

/// <summary>Where a deployment stands. A system that later calls a finished one inactive doesn't move its end.</summary>
public enum DeploymentState
{
    Queued,
    InProgress,
    Success,
    Failure,
    Inactive,
}

public enum ChangePhase
{
    Created,
    Updated,
    Reviewed,
    Merged,
    Abandoned,
}

public enum IncidentPhase
{
    Detected,
    Resolved,
}

public enum ActorType
{
    Unknown,
    Human,
    Bot,
}

/// <summary>Repositories are known by one spelling of their address.</summary>
public static class Repositories
{
    /// <summary>Host and path in lower case, without scheme, user, <c>.git</c> and slashes at the ends.</summary>
    public static string Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return string.Empty;
        }

        var name = text.Trim();
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            name = name[(scheme + 3)..];
        }
        else if (name.StartsWith("git@", StringComparison.Ordinal))
        {
            name = name.Replace(':', '/');
        }

        var user = name.IndexOf('@', StringComparison.Ordinal);
        name = name[(user + 1)..].Trim('/').ToLowerInvariant();
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
