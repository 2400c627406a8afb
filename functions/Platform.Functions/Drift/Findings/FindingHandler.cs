using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Findings;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Findings;

/// <summary>Shows findings, as JSON or CSV.</summary>
public sealed class FindingHandler(FindingReading findings)
{
    public const string NotFound = "finding-not-found";
    public const string NextCursor = "Platform-Next-Cursor";

    private static readonly string[] Formats = ["json", "csv"];

    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var format = request.Query["format"].ToString() is { Length: > 0 } asked ? asked : "json";
        var query = FindingQueryParser.Parse(request.QueryPairs());
        if (!query.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        if (!Formats.Contains(format))
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, new Problem(
                FieldChecks.WrongFormat, "'format' is not valid: expected json or csv.", "format", format, "json or csv"));
        }

        var page = await findings.ReadAsync(query.Value, cancellationToken);
        if (format == "json")
        {
            return JsonResults.Json(new { items = page.Items.Select(finding => finding with { History = [] }), page.NextCursor });
        }

        // A line of CSV has no place for it.
        if (page.NextCursor is { } next)
        {
            request.HttpContext.Response.Headers[NextCursor] = next;
        }

        return new ContentResult { ContentType = CsvText.ContentType, Content = FindingsCsv.Write(page.Items) };
    }

    public async Task<IActionResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await findings.FindAsync(id, cancellationToken) is { } finding
            ? JsonResults.Json(finding)
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotFound, $"There is no finding '{id}'.", "id", id, "the id of a finding of drift/findings"));
}
