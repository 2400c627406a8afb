using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.SourceControl;

/// <summary>One verified webhook delivery.</summary>
/// <param name="Id">GitHub's GUID: the same when a delivery is repeated.</param>
/// <param name="Event">The event's name, for example <c>push</c>.</param>
public sealed record GitHubDelivery(string Id, string Event, JsonObject Payload)
{
    /// <summary>
    /// What the signature vouches for. It covers the body alone, neither id nor event, so whoever overheard a delivery could send
    /// it again under other ones.
    /// </summary>
    public string Fingerprint => ContentHash.Of(Payload.ToJsonString(PlatformJson.Options));
}

/// <summary>
/// Reacts to one kind of event. GitHub waits ten seconds for all handlers together, so real work goes on a queue. A delivery may
/// come twice or late, and a failed one is repeated as a whole: handling twice must do no harm.
/// </summary>
public interface IGitHubEventHandler
{
    string Event { get; }

    Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken);
}
