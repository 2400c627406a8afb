using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Reports;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Reports;

/// <summary>Shows reports, as JSON, Markdown or a page.</summary>
public sealed class ReportHandler(IDocuments<DriftReport> reports)
{
    public const string NotFound = "drift-report-not-found";

    private const string Formats = "json, markdown or html";

    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Query["scope"].ToString();
        var found = (await reports.ListAsync(cancellationToken))
            .Where(report => scope.Length == 0 || report.Scope == scope)
            .OrderByDescending(report => report.At).ThenBy(report => report.Id, StringComparer.Ordinal);
        return JsonResults.Json(new { items = found.Select(report => report with { Items = [] }) });
    }

    public async Task<IActionResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var format = request.Query["format"].ToString() is { Length: > 0 } asked ? asked : "json";
        if (format is not ("json" or "markdown" or "html"))
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, new Problem(
                FieldChecks.WrongFormat, $"'format' is not valid: expected {Formats}.", "format", format, Formats));
        }

        if (await reports.FindAsync(id, cancellationToken) is not { } report)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotFound, $"There is no report '{id}'.", "id", id, "the id of a report of drift/reports"));
        }

        if (format == "html")
        {
            request.HttpContext.Response.Headers.ContentSecurityPolicy = ReportHtml.Policy;
            return new ContentResult { ContentType = "text/html; charset=utf-8", Content = ReportHtml.Write(report) };
        }

        return format == "json"
            ? JsonResults.Json(report)
            : new ContentResult { ContentType = "text/markdown; charset=utf-8", Content = ReportMarkdown.Write(report) };
    }
}
