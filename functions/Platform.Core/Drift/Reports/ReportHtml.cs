using System.Globalization;
using System.Net;
using System.Text;
using Platform.Core.Drift.Campaigns;

namespace Platform.Core.Drift.Reports;

/// <summary>A report as a page that asks nothing of any host and runs nothing.</summary>
public static class ReportHtml
{
    /// <value>For the answer's header.</value>
    public const string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const int Width = 520;
    private const int Height = 80;

    public static string Write(DriftReport report)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        text.Append(Plain(report.Title)).Append("</title></head><body>\n");
        text.Append(CultureInfo.InvariantCulture, $"<h1>{Plain(report.Title)}, {report.At.UtcDateTime:yyyy-MM-dd}</h1>\n");
        text.Append(
            CultureInfo.InvariantCulture, $"<p>{report.New} new, {report.Worse} worse, {report.Fixed} fixed; ");
        text.Append(
            CultureInfo.InvariantCulture, $"{report.Totals.Open} open, {report.Totals.Exempt} exempt.</p>\n");
        text.Append(Trend(report.Trend.Select(point => point.Open), "Open findings by report")).Append('\n');
        text.Append("<table><thead><tr><th>What</th><th>Severity</th><th>Rule</th><th>Subject</th><th>Evidence</th></tr>");
        text.Append("</thead><tbody>\n");
        foreach (var item in report.Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"<tr><td>{item.What}</td><td>{item.Severity}</td>");
            text.Append(CultureInfo.InvariantCulture, $"<td>{Plain(item.Rule)}</td><td>{Plain(item.Name)}</td>");
            text.Append(CultureInfo.InvariantCulture, $"<td>{Plain(string.Join(' ', item.Evidence))}</td></tr>\n");
        }

        text.Append("</tbody></table>\n");
        foreach (var campaign in report.Campaigns)
        {
            text.Append(CultureInfo.InvariantCulture, $"<h2>{Plain(campaign.Title)}</h2>\n<p>");
            text.Append(Plain(CampaignText.Line(campaign)));
            text.Append("</p>\n").Append(Trend(campaign.Burned.Select(day => day.Open), "Open of the campaign by day"));
        }

        return text.Append("</body></html>\n").ToString();
    }

    private static string Trend(IEnumerable<int> open, string label)
    {
        var all = open.ToList();
        var most = all.Append(1).Max();
        var step = (double)Width / Math.Max(1, all.Count - 1);
        var points = string.Join(' ', all.Select((count, index) => string.Create(
            CultureInfo.InvariantCulture, $"{index * step:0.#},{Height - (count * (double)Height / most):0.#}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{label}\">")
            + $"<polyline fill=\"none\" stroke=\"black\" points=\"{points}\"/></svg>";
    }

    private static string Plain(string text) => WebUtility.HtmlEncode(text);
}
