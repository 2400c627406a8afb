using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Noted;

namespace Platform.Core.Metrics.Kpis.Requests;

/// <summary>
/// A question or wish that a person answers, wherever it was asked: an issue with the ticket label, a request of kind ticket from
/// a chat or a form. Moving to another channel moves nobody out of the figure.
/// </summary>
/// <param name="HumanAction">Null when nobody told; tickets of trackers never tell.</param>
public sealed record Ticket(
    string Source,
    string Id,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    EntityRef? Component,
    string? Team,
    string? System,
    string? Channel,
    string Text,
    bool? HumanAction)
{
    /// <param name="requests">Those of kind ticket among them are tickets, too.</param>
    public static IReadOnlyList<Ticket> Of(IEnumerable<PlatformNote> notes, IEnumerable<Request> requests) =>
    [
        .. notes.Where(note => note.Notice is TicketNotice)
            .DistinctBy(note => (note.Source, note.Id))
            .GroupBy(note => (note.Source, note.Subject))
            .Select(group => Folded(group.Key.Source, group.Key.Subject, [.. group
                .OrderBy(note => note.At).ThenBy(note => note.Id, StringComparer.Ordinal)]))
            .Concat(requests.Where(request => request.Kind == RequestKind.Ticket).Select(request => new Ticket(
                request.Source, request.Id, request.OpenedAt, request.EndedAt, request.Component, request.Team,
                request.System, request.Channel, request.Summary ?? string.Empty, request.HumanAction)))
            .OrderBy(ticket => ticket.OpenedAt).ThenBy(ticket => ticket.Id, StringComparer.Ordinal),
    ];

    private static Ticket Folded(string source, string id, List<PlatformNote> notes)
    {
        var told = notes.ConvertAll(note => (note.At, Notice: (TicketNotice)note.Notice));
        var opened = told.Where(one => one.Notice.Phase == TicketPhase.Created).Select(one => one.At).DefaultIfEmpty(told[0].At);
        var closed = told.Where(one => one.Notice.Phase == TicketPhase.Closed)
            .Select(one => (DateTimeOffset?)one.At).LastOrDefault();
        return new(
            source, id, opened.Min(), closed,
            told.Select(one => one.Notice.Component).LastOrDefault(one => one is not null),
            told.Select(one => one.Notice.Team).LastOrDefault(one => one is not null),
            told.Select(one => one.Notice.System).LastOrDefault(one => one is not null),
            told.Select(one => one.Notice.Channel).FirstOrDefault(one => one is not null),
            string.Join('\n', told.Select(one => one.Notice.Text).Where(text => text.Length > 0).Distinct()),
            null);
    }
}
