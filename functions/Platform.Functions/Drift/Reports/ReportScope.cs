using Platform.Core.Catalog;
using Platform.Core.Drift.Reports;

namespace Platform.Functions.Drift.Reports;

internal static class ReportScope
{
    public const string Requirements = "all, or a reference of a group, or of a user who owns something";

    /// <returns>As reports call it; null for nothing. What is no team is left as it is: no report bears such a name.</returns>
    public static string? Read(string text) => text.Length == 0 ? null
        : text == DriftReport.All ? text
        : EntityRef.TryParse(text, out var team, "group") ? team.Canonical
        : text;

    public static bool IsValid(string text) => text == DriftReport.All
        || (EntityRef.TryParse(text, out var owner, "group") && owner.Kind.ToLowerInvariant() is "group" or "user");
}
