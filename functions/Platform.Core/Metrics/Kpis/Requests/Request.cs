using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Noted;

namespace Platform.Core.Metrics.Kpis.Requests;

public enum RequestState
{
    Open,
    Completed,
    Failed,
    Withdrawn,
    Expired,
}

/// <summary>Somebody's wish, as all events about it tell it together; their order makes no difference.</summary>
/// <param name="Team">Of the request, else of the one that it belongs to.</param>
/// <param name="EndedAt">Null while it is open.</param>
/// <param name="HumanAction">Null when nobody told.</param>
public sealed record Request(
    string Source,
    string Id,
    RequestKind Kind,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    RequestState State,
    EntityRef? Component,
    string? Team,
    string? System,
    string? Channel,
    string? Summary,
    EntityRef? Template,
    string? Parent,
    bool? HumanAction,
    CheckOutcome? Verification)
{
    /// <summary>Puts events together. What tells no kind, because its beginning never came, is left out.</summary>
    public static IReadOnlyList<Request> Of(IEnumerable<PlatformNote> notes)
    {
        var found = notes.Where(note => note.Notice is RequestNotice)
            .DistinctBy(note => (note.Source, note.Id))
            .GroupBy(note => (note.Source, note.Subject))
            .Select(group => Folded(group.Key.Source, group.Key.Subject, [.. group
                .OrderBy(note => note.At).ThenBy(note => note.Id, StringComparer.Ordinal)]))
            .OfType<Request>()
            .OrderBy(request => request.OpenedAt).ThenBy(request => request.Id, StringComparer.Ordinal)
            .ToList();
        var owners = found.ToDictionary(request => (request.Source, request.Id));
        return [.. found.Select(request => request.Parent is { } parent && owners.GetValueOrDefault((request.Source, parent)) is
            { } owner
                ? request with { Team = request.Team ?? owner.Team, System = request.System ?? owner.System }
                : request)];
    }

    private static Request? Folded(string source, string id, List<PlatformNote> notes)
    {
        var told = notes.ConvertAll(note => (note.At, Notice: (RequestNotice)note.Notice));
        if (told.Select(one => one.Notice.Kind).FirstOrDefault(kind => kind is not null) is not { } kind)
        {
            return null;
        }

        var opened = told.Where(one => one.Notice.Phase == RequestPhase.Opened).Select(one => one.At).DefaultIfEmpty(told[0].At);

        // Something that failed may be tried again and succeed: the last word counts, and of two at once the good one.
        var end = told.Where(one => one.Notice.Phase != RequestPhase.Opened)
            .OrderBy(one => one.At).ThenBy(one => one.Notice.Phase == RequestPhase.Completed).LastOrDefault();
        return new(
            source, id, kind, opened.Min(), end.Notice is null ? null : end.At, StateOf(end.Notice),
            First(one => one.Component), First(one => one.Team), First(one => one.System), First(one => one.Channel),
            First(one => one.Summary), First(one => one.Template), First(one => one.Parent),
            told.Select(one => one.Notice.HumanAction).Aggregate((bool?)null, (all, one) => one == true ? true : all ?? one),
            end.Notice?.Verification ?? told.Select(one => one.Notice.Verification).LastOrDefault(one => one is not null));

        T? First<T>(Func<RequestNotice, T?> value)
            where T : class => told.Select(one => value(one.Notice)).FirstOrDefault(one => one is not null);
    }

    private static RequestState StateOf(RequestNotice? end) => end switch
    {
        null => RequestState.Open,
        { Phase: RequestPhase.Completed } => RequestState.Completed,
        { Ending: RequestEnding.Failed } => RequestState.Failed,
        { Ending: RequestEnding.Expired } => RequestState.Expired,
        _ => RequestState.Withdrawn,
    };
}
