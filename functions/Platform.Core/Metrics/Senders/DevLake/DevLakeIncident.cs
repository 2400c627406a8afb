using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;
using static Platform.Core.Metrics.Senders.DevLake.DevLakeTranslator;

namespace Platform.Core.Metrics.Senders.DevLake;

/// <summary>An issue of the type INCIDENT; others are no deliveries.</summary>
internal sealed class DevLakeIncident(SenderDelivery delivery, IComponentFinder finder)
{
    public async Task<Translation> TellAsync(CancellationToken cancellationToken)
    {
        var payload = delivery.Payload;
        if (payload.Text("type")?.Equals("INCIDENT", StringComparison.OrdinalIgnoreCase) != true)
        {
            return new Translation.Ignored(IgnoredReasons.IssueNotIncident);
        }

        var key = Either(payload, "issueKey", "issue_key")!;
        if (EitherInstant(payload, "createdDate", "created_date") is not { } created)
        {
            return Refusal.Missing("createdDate", Instants.Requirements);
        }

        var attribution = await finder.FindAsync(delivery, [], payload.Text("component"), [], cancellationToken);
        var incident = new ToldIncident(
            Source, key, attribution.Component, delivery.EnvironmentOf(null), payload.Text("component"))
        {
            Description = payload.Text("title"),
            Severity = payload.Text("severity"),
            Url = payload.Text("url"),
        };
        var (resolved, updated) = (
            EitherInstant(payload, "resolutionDate", "resolution_date"), EitherInstant(payload, "updatedDate", "updated_date"));
        if (payload.Text("status") is not (null or "DONE"))
        {
            // Of an open one nobody can say whether it was closed before; said of one that never was, it changes nothing.
            return updated > created
                ? attribution.Tell(incident.Detected(created), incident.Reopened(updated.Value))
                : attribution.Tell(incident.Detected(created));
        }

        return resolved is { } end
            ? attribution.Tell(incident.Detected(created), incident.Resolved(end))
            : Refusal.Missing("resolutionDate", Instants.Requirements);
    }
}
