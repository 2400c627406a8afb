using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Core.Observability;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Functions.Scaffolding;

/// <summary>News of a scaffold's commit belong to the scaffold's trace. Others' news cost one row read.</summary>
public sealed class CommitTraces(ICommitIndex commits) : IDeliveryTraces
{
    public async Task<ActivityContext?> FindAsync(GitHubDelivery delivery, CancellationToken cancellationToken) =>
        ShaOf(delivery) is { Length: 40 } sha && await commits.FindAsync(sha, cancellationToken) is { } origin
            ? Telemetry.ContextOf(origin.TraceParent, null)
            : null;

    private static string? ShaOf(GitHubDelivery delivery)
    {
        var named = delivery.Payload[delivery.Event] is JsonObject subject ? subject["head_sha"] : delivery.Payload["after"];
        return named is JsonValue value && value.TryGetValue<string>(out var sha) ? sha : null;
    }
}
