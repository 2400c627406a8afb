using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>An incident as all events together tell it.</summary>
/// <param name="Key">Its source and its id there.</param>
/// <param name="ResolvedAt">The last end; null while it is open, also when it was opened again.</param>
/// <param name="Reopenings">How often it was opened again after an end.</param>
public sealed record Incident(
    string Key,
    string Id,
    DateTimeOffset DetectedAt,
    DateTimeOffset? ResolvedAt,
    int Reopenings,
    string Environment,
    string? ArtifactId,
    string? CauseCommitSha,
    string? CauseRunId,
    bool? ChangeRelated,
    string? Team)
{
    internal static List<Incident> Of(IEnumerable<DeliveryEvent> events) => [.. events
        .Where(told => told.Notice is IncidentNotice)
        .GroupBy(told => $"{told.Source.Length}:{told.Source}/{told.SubjectId}")
        .Select(group => Of(group.Key, [.. EventOrder.Sort(group)]))
        .OfType<Incident>()
        .OrderBy(incident => incident.DetectedAt).ThenBy(incident => incident.Key, StringComparer.Ordinal)];

    // An end of which we know no beginning says nothing yet.
    private static Incident? Of(string key, List<DeliveryEvent> events)
    {
        DateTimeOffset? detected = null;
        DateTimeOffset? resolved = null;
        var reopenings = 0;
        foreach (var told in events)
        {
            if (((IncidentNotice)told.Notice).Phase == IncidentPhase.Resolved)
            {
                resolved = detected is null ? null : told.At;
                continue;
            }

            reopenings += resolved is null ? 0 : 1;
            detected ??= told.At;
            resolved = null;
        }

        // Root causes are often found days later: the latest word counts.
        var notices = events.ConvertAll(told => (IncidentNotice)told.Notice);
        return detected is null ? null : new(
            key,
            events[0].SubjectId,
            detected.Value,
            resolved,
            reopenings,
            Last(notice => notice.Environment is { Length: > 0 } environment ? environment : null) ?? string.Empty,
            Last(notice => notice.ArtifactId),
            Last(notice => notice.CauseCommitSha),
            Last(notice => notice.CauseRunId),
            notices.FindLast(notice => notice.ChangeRelated is not null)?.ChangeRelated,
            Last(notice => notice.Team));

        string? Last(Func<IncidentNotice, string?> of) => notices.Select(of).LastOrDefault(value => value is not null);
    }
}
