using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Self-service rate: requests of the window that were completed without a human action for the platform, by all requests of the
/// window, tickets among them; those that the requester took back are left out. Whether a person acted is what was recorded:
/// where nobody told, it is no self-service, and counted apart. Approvals that belong to another request are a part of that one.
/// </summary>
public sealed class SelfServiceKpi : IKpi
{
    public string Id => "selfServiceRate";

    public string Meaning => "Share of requests, tickets included, that were done without a person of the platform.";

    public MetricUnit Unit => MetricUnit.Ratio;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var all = In(inputs, span);
        var alone = all.Count(IsSelfService);
        var share = Goals.Share(alone, all.Count);
        return new(
            Id, Unit, share, share is null ? KpiReasons.NoRequests : null,
            Goals.Above(inputs.Options.SelfServiceShare, inputs.Options), Goals.IsAbove(share, inputs.Options.SelfServiceShare),
            [
                new("requests", MetricUnit.Count, all.Count),
                new("selfService", MetricUnit.Count, alone),
                new("withHuman", MetricUnit.Count, all.Count(one => one.HumanAction == true)),
                new("unknown", MetricUnit.Count, all.Count(one => one is { State: RequestState.Completed, HumanAction: null })),
                new("failed", MetricUnit.Count, all.Count(one => one.State is RequestState.Failed or RequestState.Expired)),
                new("open", MetricUnit.Count, all.Count(one => one.State == RequestState.Open)),
                .. Enum.GetValues<RequestKind>().Select(kind => new KpiPart(
                    $"of{kind}", MetricUnit.Count, all.Count(one => one.Kind == kind))),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) => In(inputs, span).Select(one => new KpiEvidence(
        one.Kind == RequestKind.Scaffold && one.Source == RequestJournal.Source ? "task" : "request",
        one.Source == RequestJournal.Source ? one.Id : $"{one.Source} {one.Id}",
        IsSelfService(one) ? "self-service"
            : one.State != RequestState.Completed ? $"{one.State}".ToLowerInvariant()
            : one.HumanAction == true ? "a person acted" : "nobody told",
        one.OpenedAt,
        one.EndedAt is { } end ? (end - one.OpenedAt).TotalSeconds : null,
        $"{one.Kind}".ToLowerInvariant()));

    private static bool IsSelfService(Request one) => one is { State: RequestState.Completed, HumanAction: false };

    private static List<Request> In(KpiInputs inputs, KpiSpan span) =>
    [
        .. inputs.Requests.Where(one => one.Kind != RequestKind.Ticket && one.Parent is null)
            .Concat(inputs.Tickets.Select(ticket => new Request(
                ticket.Source, ticket.Id, RequestKind.Ticket, ticket.OpenedAt, ticket.ClosedAt,
                ticket.ClosedAt is null ? RequestState.Open : RequestState.Completed, ticket.Component, ticket.Team,
                ticket.System, ticket.Channel, null, null, null, ticket.HumanAction, null)))
            .Where(one => one.State != RequestState.Withdrawn && inputs.IsIn(span, one.OpenedAt)
                && inputs.IsOf(span.Scope, one.Component, one.Team, one.System)),
    ];
}
