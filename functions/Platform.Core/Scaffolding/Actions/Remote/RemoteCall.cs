using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>What is known of one call of a remote action: one for each run of a task and run of its step.</summary>
/// <param name="HeardAt">When the service last said something; null while it has not.</param>
/// <param name="Reports">How often it reported progress.</param>
/// <param name="End">What it came to; the first word counts.</param>
public sealed record RemoteCall(DateTimeOffset? HeardAt = null, int Reports = 0, RemoteEnd? End = null);

/// <param name="Error">Null when it went well.</param>
public sealed record RemoteEnd(JsonObject? Output, string? Error = null);

/// <summary>Names a call within the store and the task's events.</summary>
/// <param name="Run">Of the task.</param>
/// <param name="Key">Of the step's run, without the characters that names forbid.</param>
public sealed record RemoteCallId(string TaskId, int Run, string Key);

public interface IRemoteCallStore
{
    /// <returns>An empty one for a call of which nothing is known.</returns>
    Task<RemoteCall> FindAsync(RemoteCallId id, CancellationToken cancellationToken);

    /// <summary>Applies a change to the call as it is, however many do so at once.</summary>
    /// <param name="change">Null changes nothing.</param>
    /// <returns>The call afterwards.</returns>
    Task<RemoteCall> ChangeAsync(
        RemoteCallId id, Func<RemoteCall, RemoteCall?> change, CancellationToken cancellationToken);
}
