using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Reports;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Reports;

/// <summary>Shows reports: many without what they tell, one as its reader wants it.</summary>
public sealed class ReportHandler(IDocuments<DriftReport> reports)
{
    public const string NotFound = "drift-report-not-found";

    private const int UsualLimit = 100;
    private const int MostPerPage = 1000;

    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (checks, limit, cursor) = (new FieldChecks(), UsualLimit, default(Place?));
        if (request.Query["limit"].ToString() is { Length: > 0 } most
            && (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostPerPage))
        {
            checks.Add(FieldChecks.WrongFormat, "limit", most, $"1 to {MostPerPage}");
        }

        if (request.Query["cursor"].ToString() is { Length: > 0 } from && (cursor = Place.Read(from)) is null)
        {
            checks.Add(FieldChecks.WrongFormat, "cursor", from, "nextCursor of the page before");
        }

        if (!checks.IsClean)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
        }

        var scope = ReportScope.Read(request.Query["scope"].ToString());
        var found = (await reports.ListAsync(cancellationToken))
            .Where(report => scope is null || report.Scope == scope)
            .OrderByDescending(report => report.At).ThenBy(report => report.Id, StringComparer.Ordinal)
            .Where(report => cursor is null || cursor.IsBefore(report)).Take(limit + 1).ToList();
        return JsonResults.Json(new
        {
            items = found.Take(limit).Select(report => report with { Items = [] }),
            nextCursor = found.Count > limit ? Place.Of(found[limit - 1]).ToString() : null,
        });
    }

    public async Task<IActionResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (format, refusal) = ReportFormat.Of(request);
        return format is null ? refusal!
            : await reports.FindAsync(id, cancellationToken) is { } report ? ReportFormat.Show(request, report, format)
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotFound, $"There is no report '{id}'.", "id", id, "the id of a report of drift/reports"));
    }

    /// <summary>Where a page ended; stays when reports come and go.</summary>
    private sealed record Place(long Ticks, string Id)
    {
        public static Place Of(DriftReport report) => new(report.At.UtcTicks, report.Id);

        public static Place? Read(string text) => text.Split('_') is [var ticks, { Length: > 0 } id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new(at, id) : null;

        public bool IsBefore(DriftReport report) => report.At.UtcTicks < Ticks
            || (report.At.UtcTicks == Ticks && string.CompareOrdinal(report.Id, Id) > 0);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ticks}_{Id}");
    }
}
