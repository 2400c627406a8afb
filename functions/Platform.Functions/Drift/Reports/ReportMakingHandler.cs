using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Reports;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Reports;

/// <summary>Makes reports that somebody asks for, or only shows what they would tell.</summary>
public sealed class ReportMakingHandler(ReportRun run)
{
    public async Task<IActionResult> MakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(request, cancellationToken);
        if (!scope.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(scope.Problems), scope.Problems);
        }

        var outcome = await run.MakeAsync(scope.Value.Length > 0 ? scope.Value : null, cancellationToken);
        return JsonResults.Json(new
        {
            items = outcome.Made.Select(report => report with { Items = [] }),
            outcome.Quiet,
            outcome.Pending,
        });
    }

    public async Task<IActionResult> PreviewAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (format, refusal) = ReportFormat.Of(request);
        if (format is null)
        {
            return refusal!;
        }

        var scope = await ScopeAsync(request, cancellationToken);
        return scope.IsOk
            ? ReportFormat.Show(
                request,
                await run.PreviewAsync(scope.Value.Length > 0 ? scope.Value : DriftReport.All, cancellationToken), format)
            : ProblemResults.From(request, RequestBody.StatusOf(scope.Problems), scope.Problems);
    }

    private static async Task<Result<string>> ScopeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadOptionalObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return Result<string>.Failed(body.Problems);
        }

        var checks = new FieldChecks();
        checks.NoOthers(body.Value, string.Empty, ["scope"]);
        var scope = checks.Text(
            body.Value, string.Empty, "scope", format: ReportScope.IsValid, expected: ReportScope.Requirements);
        return checks.IsClean ? ReportScope.Read(scope ?? string.Empty) ?? string.Empty : Result<string>.Failed(checks.Problems);
    }
}
