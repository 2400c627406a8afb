using System.Globalization;
using System.Text;
using Platform.Core.Drift.Campaigns;

namespace Platform.Core.Drift.Reports;

/// <summary>A report for people, as Markdown; nothing that stands in a repository is taken for markup or for a mention.</summary>
public static class ReportMarkdown
{
    private const string Markup = "\\`*_{}[]<>()#+-!|~@&";

    public static string Write(DriftReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Plain(report.Title)}, {report.At.UtcDateTime:yyyy-MM-dd}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{report.New} new, {report.Worse} worse, {report.Fixed} fixed. {report.Totals.Open} open: ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{report.Totals.Errors} errors, {report.Totals.Warnings} warnings, {report.Totals.Infos} infos; ");
        text.Append(CultureInfo.InvariantCulture, $"{report.Totals.Exempt} exempt.\n");
        foreach (var group in report.Items.GroupBy(item => item.What).OrderBy(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n");
            foreach (var item in group)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"- {item.Severity} {Plain(item.Rule)}: {Plain(item.Name)}. {Plain(string.Join(' ', item.Evidence))}\n");
            }
        }

        foreach (var (campaign, index) in report.Campaigns.Select((one, index) => (one, index)))
        {
            text.Append(index == 0 ? "\n## Campaigns\n\n" : string.Empty);
            text.Append(CultureInfo.InvariantCulture, $"- {Plain(CampaignText.Line(campaign))}");
            text.Append(CultureInfo.InvariantCulture, $" {Plain(CampaignText.Burned(campaign))}\n");
        }

        return text.ToString();
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            // An address is told from text by its sign, and a mention too.
            plain.Append(char.IsControl(letter) ? " " : Markup.Contains(letter) ? $"\\{letter}" : $"{letter}");
        }

        return plain.ToString();
    }
}
