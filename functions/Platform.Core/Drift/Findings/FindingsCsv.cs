using System.Globalization;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>Findings as CSV, a line each.</summary>
public static class FindingsCsv
{
    public static string Write(IEnumerable<Finding> findings)
    {
        var text = CsvText.AppendLine(
            new StringBuilder(), "id", "rule", "severity", "state", "subject", "name", "owner", "system", "repository", "stale",
            "firstSeenAt", "openedAt", "changedAt", "fixedAt", "evidence");
        foreach (var one in findings)
        {
            CsvText.AppendLine(
                text, one.Id, one.Rule, $"{one.Severity}".ToLowerInvariant(), $"{one.State}".ToLowerInvariant(), one.Subject.Key,
                one.Subject.Name, one.Subject.Owner?.Canonical ?? string.Empty, one.Subject.System ?? string.Empty,
                $"{one.Subject.Repository}", one.IsStale ? "true" : "false", At(one.FirstSeenAt), At(one.OpenedAt),
                At(one.ChangedAt), At(one.FixedAt), string.Join(" | ", one.Evidence.Select(evidence => evidence.Message)));
        }

        return text.ToString();
    }

    private static string At(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? string.Empty;
}
