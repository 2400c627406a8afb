using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Drift.Reports;

namespace Platform.Core.Drift.Chat;

/// <summary>Which scope a command means.</summary>
internal static class ChatTeams
{
    /// <returns>Canonical references, or <c>all</c>: of the word after the verb, else the person's own. Null when the word is
    /// neither.</returns>
    public static IReadOnlyList<string>? Of(ChatRequest request) => request.Line.Words.Count < 2
        ? [.. GroupMembership.GroupsOf(request.Person).Select(team => team.Canonical).Order(StringComparer.Ordinal)]
        : request.Line.Words[1] == DriftReport.All ? [DriftReport.All]
        : EntityRef.TryParse(request.Line.Words[1], out var team, "group") ? [team.Canonical]
        : null;
}
