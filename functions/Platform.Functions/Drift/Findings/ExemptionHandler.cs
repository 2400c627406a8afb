using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Findings;

/// <summary>Takes requests for exemptions, and the word of who decides on them.</summary>
public sealed class ExemptionHandler(IDocuments<Exemption> exemptions, TimeProvider clock)
{
    public const string NotFound = "exemption-not-found";

    private const int LongestReason = 500;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var all = await exemptions.ListAsync(cancellationToken);
        return JsonResults.Json(new
        {
            items = all.OrderBy(one => one.Until).Select(one => new { exemption = one, holds = one.Holds(now) }),
        });
    }

    public async Task<IActionResult> RequestAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (now, checks, until) = (clock.GetUtcNow(), new FieldChecks(), default(DateTimeOffset));
        var read = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!read.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(read.Problems), read.Problems);
        }

        var body = read.Value;
        checks.NoOthers(body, string.Empty, ["rule", "subject", "reason", "until"]);
        var rule = checks.Text(
            body, string.Empty, "rule", required: true, text => DriftRules.All.Any(one => one.Description.Id == text),
            "the id of a rule");
        var subject = checks.Text(
            body, string.Empty, "subject", required: true, text => text.Length <= 500 && text.IndexOf(':') > 0,
            "the key of a finding's subject, such as entity:component:default/orders");
        var reason = checks.Text(
            body, string.Empty, "reason", required: true, text => text.Trim().Length > 0 && text.Length <= LongestReason,
            $"why, in 1 to {LongestReason} characters");
        checks.Text(
            body, string.Empty, "until", required: true,
            text => Instants.TryParse(text, out until) && until > now && until <= now + Longest,
            $"a moment within the next {Longest.TotalDays} days, by RFC 3339");
        if (!checks.IsClean)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
        }

        var wanted = new Exemption(
            Exemption.IdOf(rule!, subject!), rule!, subject!, reason!, request.HttpContext.GetCaller().Subject, now, until);
        request.HttpContext.AddAuditSubjects(wanted.Id, subject!);
        // One that holds is not taken away by asking for another.
        var stands = await exemptions.ChangeAsync(
            wanted.Id, known => known?.Holds(now) == true ? null : wanted, cancellationToken);
        return JsonResults.Json(stands, StatusCodes.Status201Created);
    }

    public async Task<IActionResult> ApproveAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        request.HttpContext.AddAuditSubjects(id);
        var (now, by, refusals) = (clock.GetUtcNow(), request.HttpContext.GetCaller().Subject, new List<Problem>());
        var stands = await exemptions.ChangeAsync(
            id, known =>
            {
                var approved = known?.Approve(by, now);
                refusals = [.. approved?.Problems ?? []];
                return approved?.Value;
            }, cancellationToken);
        return stands is null ? Missing(request, id)
            : refusals.Count > 0 ? ProblemResults.From(request, StatusCodes.Status409Conflict, refusals)
            : JsonResults.Json(stands);
    }

    public async Task<IActionResult> RevokeAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        request.HttpContext.AddAuditSubjects(id);
        var by = request.HttpContext.GetCaller().Subject;
        var stands = await exemptions.ChangeAsync(id, known => known?.Revoke(by, clock.GetUtcNow()), cancellationToken);
        return stands is null ? Missing(request, id) : JsonResults.Json(stands);
    }

    private static IActionResult Missing(HttpRequest request, string id) => ProblemResults.From(
        request, StatusCodes.Status404NotFound,
        new Problem(NotFound, $"There is no exemption '{id}'.", "id", id, "the id of an exemption of drift/exemptions"));
}
