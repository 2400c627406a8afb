using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Enforcement;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Enforcement;

/// <summary>Shows how far the check is required, and writes the ruleset that requires it. May be repeated.</summary>
public sealed class EnforcementHandler(GoldenPathRuleset ruleset)
{
    public async Task<IActionResult> FindAsync(
        HttpRequest request, string organization, CancellationToken cancellationToken)
    {
        var reach = await AskAsync(() => ruleset.ReachAsync(organization, cancellationToken));
        return reach.IsOk ? JsonResults.Json(reach.Value) : Refused(request, reach.Problems);
    }

    public async Task<IActionResult> PutAsync(
        HttpRequest request, string organization, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var checks = new FieldChecks();
        var mode = checks.Text(
            body.Value, string.Empty, "mode", required: true, text => GoldenPathRuleset.Modes.Contains(text),
            $"one of {string.Join(", ", GoldenPathRuleset.Modes)}");
        if (!checks.IsClean)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
        }

        var made = await AskAsync(() => ruleset.EnsureAsync(organization, mode!, cancellationToken));
        return made.IsOk ? JsonResults.Json(made.Value) : Refused(request, made.Problems);
    }

    private static async Task<Result<T>> AskAsync<T>(Func<Task<Result<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (TransientSourceControlException passing)
        {
            return new Problem(passing.Code, passing.Message);
        }
    }

    private static IActionResult Refused(HttpRequest request, IReadOnlyList<Problem> problems) => ProblemResults.From(
        request,
        problems[0].Code == GoldenPathRuleset.Off ? StatusCodes.Status409Conflict : StatusCodes.Status502BadGateway,
        problems);
}
