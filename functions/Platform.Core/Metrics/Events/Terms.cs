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

/// <summary>What somebody wants from the platform or its team.</summary>
public enum RequestKind
{
    /// <summary>A new service, or anything else that a template makes.</summary>
    Scaffold,

    Access,

    /// <summary>A question or a wish that a person answers, wherever it was asked.</summary>
    Ticket,

    /// <summary>Leave to go on with something.</summary>
    Approval,
}

public enum RequestPhase
{
    Opened,
    Completed,
    Cancelled,
}

/// <summary>Why a request was not fulfilled.</summary>
public enum RequestEnding
{
    /// <summary>It could not be done, or was refused.</summary>
    Failed,

    /// <summary>Nobody wants it any more.</summary>
    Withdrawn,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}

public enum CheckOutcome
{
    Passed,
    Failed,
    Skipped,
}

public enum TicketPhase
{
    Created,
    Updated,
    Closed,
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
