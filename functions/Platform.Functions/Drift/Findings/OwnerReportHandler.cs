using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog;
using Platform.Core.Drift.Findings;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Findings;

/// <summary>Takes down who says that an owner is wrong, and who says that it is right.</summary>
public sealed class OwnerReportHandler(IOwnerReports reports)
{
    private const int LongestReason = 500;

    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken) => JsonResults.Json(new
    {
        items = (await reports.OpenAsync(cancellationToken)).Values.OrderBy(report => report.FirstAt),
    });

    public async Task<IActionResult> ReportAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(request, ["entity", "reason", "suggestedOwner"], cancellationToken);
        return read.IsOk
            ? Answer(request, await reports.ReportAsync(
                read.Value.Entity, read.Value.Reason, read.Value.Owner, request.HttpContext.GetCaller(), cancellationToken))
            : ProblemResults.From(request, RequestBody.StatusOf(read.Problems), read.Problems);
    }

    public async Task<IActionResult> CloseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(request, ["entity", "reason"], cancellationToken);
        return read.IsOk
            ? Answer(request, await reports.CloseAsync(
                read.Value.Entity, read.Value.Reason, request.HttpContext.GetCaller(), cancellationToken))
            : ProblemResults.From(request, RequestBody.StatusOf(read.Problems), read.Problems);
    }

    private static IActionResult Answer(HttpRequest request, Result<OwnerReport> report) => report.IsOk
        ? JsonResults.Json(report.Value)
        : ProblemResults.From(
            request,
            report.Problems[0].Code == OwnerReports.NotYours ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound,
            report.Problems);

    private static async Task<Result<Request>> ReadAsync(
        HttpRequest request, string[] known, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return Result<Request>.Failed(body.Problems);
        }

        var (checks, entity, owner) = (new FieldChecks(), default(EntityRef), default(EntityRef));
        checks.NoOthers(body.Value, string.Empty, known);
        checks.Text(
            body.Value, string.Empty, "entity", required: true, text => EntityRef.TryParse(text, out entity, "component"),
            EntityRef.Requirements);
        checks.Text(
            body.Value, string.Empty, "suggestedOwner", required: false,
            text => EntityRef.TryParse(text, out owner, "group"), EntityRef.Requirements);
        var reason = checks.Text(
            body.Value, string.Empty, "reason", required: true,
            text => text.Trim().Length > 0 && text.Length <= LongestReason, $"why, in 1 to {LongestReason} characters");
        if (!checks.IsClean)
        {
            return Result<Request>.Failed(checks.Problems);
        }

        request.HttpContext.AddAuditSubjects(entity!.Canonical);
        return new Request(entity, reason!, owner);
    }

    private sealed record Request(EntityRef Entity, string Reason, EntityRef? Owner);
}
