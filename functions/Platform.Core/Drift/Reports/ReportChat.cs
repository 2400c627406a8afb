using System.Globalization;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Campaigns;

namespace Platform.Core.Drift.Reports;

/// <summary>A report as a chat message; its adapter cuts it to the chat's limits.</summary>
public static class ReportChat
{
    private const int MostItems = 10;

    public static ChatMessage Of(DriftReport report)
    {
        var sections = report.Items.Take(MostItems).Select(item => new ChatSection(
            item.Evidence.Count > 0 ? string.Join('\n', item.Evidence) : item.Name,
            $"{item.What}: {item.Rule}, {item.Name} ({$"{item.Severity}".ToLowerInvariant()})")).ToList();
        var more = report.New + report.Worse + report.Fixed - sections.Count;
        if (more > 0)
        {
            sections.Add(new(string.Create(CultureInfo.InvariantCulture, $"… {more} more.")));
        }

        if (report.Campaigns.Count > 0)
        {
            sections.Add(new(string.Join('\n', report.Campaigns.Select(CampaignText.Line)), "Campaigns"));
        }

        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Title}: {report.New} new, {report.Worse} worse, {report.Fixed} fixed"),
            report.New + report.Worse > 0 ? ChatSeverity.Warning : ChatSeverity.Success,
            [
                new("Open", Number(report.Totals.Open)), new("Errors", Number(report.Totals.Errors)),
                new("Warnings", Number(report.Totals.Warnings)), new("Exempt", Number(report.Totals.Exempt)),
                new("Report", report.Id),
            ],
            sections);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
