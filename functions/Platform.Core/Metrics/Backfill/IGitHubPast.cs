using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Metrics.Backfill;

/// <summary>Something of the past in the shape of the webhook that told it, or would have.</summary>
/// <param name="Event">GitHub's name of the webhook's event.</param>
public sealed record PastDelivery(string Event, JsonObject Payload);

/// <param name="Read">How many things GitHub listed.</param>
/// <param name="More">Whether there is a next page.</param>
public sealed record PastPage(IReadOnlyList<PastDelivery> Deliveries, int Read, bool More);

/// <summary>
/// Reads the past of repositories through the shared budget. What is final is a problem; what may pass is thrown as a
/// <see cref="TransientSourceControlException"/>.
/// </summary>
public interface IGitHubPast
{
    /// <param name="page">From 1. While pages are read, things may move to a later page, and are then read twice.</param>
    Task<Result<PastPage>> ReadAsync(
        RepositoryName repository, PastKind kind, DateTimeOffset since, int page, CancellationToken cancellationToken);
}
