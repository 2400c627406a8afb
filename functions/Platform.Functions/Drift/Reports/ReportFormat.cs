using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Platform.Adapters.Slack;
using Platform.Core.Drift.Reports;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Reports;

/// <summary>A report in the words that its reader wants: by <c>?format=</c>, else by what it accepts.</summary>
internal static class ReportFormat
{
    public const string NotAcceptable = "drift-report-not-acceptable";

    private const string Names = "json, markdown, html or slack";

    private static readonly (string Name, string Type)[] Known =
        [("json", "application/json"), ("markdown", "text/markdown"), ("html", "text/html"), ("slack", "")];

    /// <returns>The format's name, or the answer to who wants none of them.</returns>
    public static (string? Format, IActionResult? Refusal) Of(HttpRequest request)
    {
        if (request.Query["format"].ToString() is { Length: > 0 } asked)
        {
            return Known.Any(one => one.Name == asked) ? (asked, null) : (null, ProblemResults.From(
                request, StatusCodes.Status400BadRequest, new Problem(
                    FieldChecks.WrongFormat, $"'format' is not valid: expected {Names}.", "format", asked, Names)));
        }

        var accepted = request.Headers.Accept.ToString();
        // Who says something that can't be read is taken for one who said nothing.
        if (accepted.Length == 0 || !MediaTypeHeaderValue.TryParseList([accepted], out var ranges))
        {
            return ("json", null);
        }

        var best = Known.Where(one => one.Type.Length > 0)
            .Select(one => (one.Name, Quality: QualityOf(MediaTypeHeaderValue.Parse(one.Type), ranges)))
            .MaxBy(one => one.Quality);
        return best.Quality > 0 ? (best.Name, null) : ((string?)null, ProblemResults.From(
            request, StatusCodes.Status406NotAcceptable, new Problem(
                NotAcceptable, "There is no report in such a format.", "Accept", accepted,
                string.Join(", ", Known.Where(one => one.Type.Length > 0).Select(one => one.Type)))));
    }

    public static IActionResult Show(HttpRequest request, DriftReport report, string format)
    {
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        switch (format)
        {
            case "html":
                request.HttpContext.Response.Headers.ContentSecurityPolicy = ReportHtml.Policy;
                return new ContentResult { ContentType = "text/html; charset=utf-8", Content = ReportHtml.Write(report) };
            case "markdown":
                return new ContentResult { ContentType = "text/markdown; charset=utf-8", Content = ReportMarkdown.Write(report) };
            case "slack":
                return JsonResults.Json(SlackBlocks.Of(ReportChat.Of(report)));
            default:
                return JsonResults.Json(report);
        }
    }

    // The most precise range decides: text/html;q=0 refuses it whatever */* says.
    private static double QualityOf(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> ranges) => ranges
        .Where(range => type.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1).FirstOrDefault();
}
