using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Campaigns;

/// <summary>Shows campaigns, and takes the word of who sets and ends them.</summary>
public sealed class CampaignHandler(
    IDocuments<Campaign> campaigns, CampaignReading reading, ScorecardRun scorecards, TimeProvider clock)
{
    public const string NotFound = "campaign-not-found";

    private const string States = "running, ended or all";

    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var state = request.Query["state"].ToString() is { Length: > 0 } asked ? asked : "running";
        return state is "running" or "ended" or "all"
            ? JsonResults.Json(new
            {
                items = await reading.ListAsync(state == "all" ? null : state == "running", cancellationToken),
            })
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, new Problem(
                FieldChecks.WrongFormat, $"'state' is not valid: expected {States}.", "state", state, States));
    }

    public async Task<IActionResult> GetAsync(HttpRequest request, string name, CancellationToken cancellationToken) =>
        CampaignBody.IsName(name) && await reading.FindAsync(name, cancellationToken) is { } view
            ? JsonResults.Json(view)
            : Missing(request, name);

    public async Task<IActionResult> PutAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        request.HttpContext.AddAuditSubjects(name);
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var (now, by) = (clock.GetUtcNow(), request.HttpContext.GetCaller().Subject);
        var goal = CampaignBody.Read(
            name, body.Value, await scorecards.ScorecardsAsync(cancellationToken), DateOnly.FromDateTime(now.UtcDateTime));
        if (!goal.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, goal.Problems);
        }

        var isNew = false;
        await campaigns.ChangeAsync(
            name, known =>
            {
                isNew = known is not { IsRunning: true };
                var next = Campaign.With(known, name, goal.Value, by, now);
                return ReferenceEquals(next, known) ? null : next;
            }, cancellationToken);
        return JsonResults.Json(
            await reading.FindAsync(name, cancellationToken),
            isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task<IActionResult> EndAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        request.HttpContext.AddAuditSubjects(name);
        var by = request.HttpContext.GetCaller().Subject;
        var stands = CampaignBody.IsName(name)
            ? await campaigns.ChangeAsync(
                name, known => known is { IsRunning: true } ? known.End(by, clock.GetUtcNow()) : null, cancellationToken)
            : null;
        return stands is null ? Missing(request, name) : JsonResults.Json(stands);
    }

    private static IActionResult Missing(HttpRequest request, string name) => ProblemResults.From(
        request, StatusCodes.Status404NotFound,
        new Problem(NotFound, $"There is no campaign '{name}'.", "name", name, "the name of a campaign of drift/campaigns"));
}
