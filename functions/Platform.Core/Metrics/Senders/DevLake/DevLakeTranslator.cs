using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.DevLake;

/// <summary>
/// What pipelines tell Apache DevLake's webhooks: deployments in the form of today and in that with underscores, and issues, of
/// which incidents count. Pipelines that told DevLake tell us by another address alone.
/// </summary>
public sealed class DevLakeTranslator(IComponentFinder finder) : IDeliveryTranslator
{
    public const string Name = "devlake";

    internal const string Source = "/devlake";

    public string Sender => Name;

    public Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var payload = delivery.Payload;
        return Either(payload, "issueKey", "issue_key") is not null
                ? new DevLakeIncident(delivery, finder).TellAsync(cancellationToken)
            : payload.At("pullRequestKey") is not null || payload.At("pull_request_key") is not null
                ? Task.FromResult<Translation>(new Translation.Ignored(IgnoredReasons.EventNotDelivery))
            : new DevLakeDeployment(delivery, finder).TellAsync(cancellationToken);
    }

    internal static string? Either(JsonNode? node, string name, string former) => node.Text(name) ?? node.Text(former);

    internal static DateTimeOffset? EitherInstant(JsonNode? node, string name, string former) =>
        node.Instant(name) ?? node.Instant(former);
}
