using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Reports;

/// <summary>A report as the issue of its scope.</summary>
public static class ReportIssueText
{
    // GitHub takes 65,536.
    private const int Longest = 60_000;

    // GitHub looks for mentions and references after it has taken backslashes away; what nobody sees keeps them apart.
    private const string Apart = "\u200B";

    public static ReportIssue Of(DriftReport report, RepositoryName repository) => new(
        repository, $"<!-- platform-drift-report:{ReportBook.IdOf(report.Scope)} -->", report.Title, Body(report),
        report.Totals.Open > 0);

    private static string Body(DriftReport report)
    {
        var text = ReportMarkdown.Write(report).Replace("\\@", $"\\@{Apart}").Replace("\\#", $"\\#{Apart}");
        if (text.Length <= Longest)
        {
            return text;
        }

        var end = text.LastIndexOf('\n', Longest);
        return $"{text[..end]}\n\nThe rest is in the report {report.Id}.\n";
    }
}
