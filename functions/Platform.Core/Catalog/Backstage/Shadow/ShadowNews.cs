using System.Globalization;
using Platform.Core.ChatOps.Messages;

namespace Platform.Core.Catalog.Backstage.Shadow;

/// <summary>What people are told of a run; nothing when it came to the same as the one before.</summary>
internal static class ShadowNews
{
    private const int Named = 5;

    public static Notification? Of(ShadowState before, ShadowState after) => after switch
    {
        { Failure: { } failure } => before.Failure is null ? Failed(after.Backstage, failure) : null,
        { Report: { } report } => report.Fingerprint == before.Report?.Fingerprint
            ? null
            : Changed(after.Backstage, before.Report, report),
        _ => null,
    };

    private static Notification Failed(string backstage, ShadowFailure failure) => new(
        $"shadow-failed {backstage} {failure.At:O}",
        new ChatMessage(
            "The comparison with Backstage could not be made",
            ChatSeverity.Warning,
            [new("Backstage", backstage)],
            [new(failure.Problem.Message), new("Nothing was judged; the last complete report stands.")]));

    private static Notification Changed(string backstage, ShadowReport? before, ShadowReport report)
    {
        var counts = report.Counts;
        var same = counts.Different + counts.OnlyThere + counts.OnlyHere == 0;
        return new(
            // The day is in it, as what was so once may become so again.
            $"shadow {backstage} {before?.Fingerprint} {report.Fingerprint} {report.At:yyyyMMdd}",
            new ChatMessage(
                same ? "The catalog says the same as Backstage" : "The catalog's differences from Backstage have changed",
                same ? ChatSeverity.Success : ChatSeverity.Info,
                [
                    new("Identical", Count(counts.Identical, before?.Counts.Identical)),
                    new("Different", Count(counts.Different, before?.Counts.Different)),
                    new("Only in Backstage", Count(counts.OnlyThere, before?.Counts.OnlyThere)),
                    new("Only in the platform", Count(counts.OnlyHere, before?.Counts.OnlyHere)),
                ],
                [
                    .. Section("Different", [.. report.Different.Select(one => one.Ref)]),
                    .. Section("Only in Backstage", report.OnlyThere),
                    .. Section("Only in the platform", report.OnlyHere),
                    new("GET /api/catalog/shadow has the fields of each."),
                ]));
    }

    private static IEnumerable<ChatSection> Section(string heading, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            var rest = names.Count > Named ? ", …" : string.Empty;
            yield return new(string.Join(", ", names.Take(Named)) + rest, heading);
        }
    }

    private static string Count(int now, int? before) => before is { } old && old != now
        ? string.Create(CultureInfo.InvariantCulture, $"{now} ({now - old:+0;-0})")
        : now.ToString(CultureInfo.InvariantCulture);
}
