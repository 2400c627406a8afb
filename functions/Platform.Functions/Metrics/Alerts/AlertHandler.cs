using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Alerts;

/// <param name="Runbook">What to do about it.</param>
public sealed record AlertView(Alert Alert, bool IsMuted, bool IsFlapping, string Runbook);

/// <summary>Shows alerts, and takes it down when somebody looks after one or wants to hear no more of it.</summary>
public sealed class AlertHandler(IAlertStore alerts, AlertRun run, TimeProvider clock)
{
    public const string NotFound = "alert-not-found";

    private const int LongestReason = 500;

    private static readonly TimeSpan LongestMute = TimeSpan.FromDays(90);
    private static readonly string[] States = ["open", "resolved", "pending", "all"];

    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (state, rule) = (request.Query["state"].ToString(), request.Query["rule"].ToString());
        state = state.Length == 0 ? "open" : state;
        if (!States.Contains(state))
        {
            var expected = $"one of {string.Join(", ", States)}";
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, new Problem(
                FieldChecks.WrongFormat, $"'state' is not valid: expected {expected}.", "state", state, expected));
        }

        var found = (await alerts.ListAsync(cancellationToken))
            .Where(alert => state == "all" || $"{alert.State}".Equals(state, StringComparison.OrdinalIgnoreCase))
            .Where(alert => rule.Length == 0 || alert.Rule == rule)
            .OrderByDescending(alert => alert.OpenedAt ?? alert.FirstSeenAt)
            .ThenBy(alert => alert.Id, StringComparer.Ordinal);
        return JsonResults.Json(new { items = found.Select(alert => ViewOf(alert with { History = [] })) });
    }

    public async Task<IActionResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await alerts.FindAsync(id, cancellationToken) is { } alert ? JsonResults.Json(ViewOf(alert)) : Missing(request, id);

    public async Task<IActionResult> AcknowledgeAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var checks = new FieldChecks();
        var reason = ReasonOf(await BodyAsync(request, checks, cancellationToken), checks);
        return checks.IsClean
            ? await ChangeAsync(
                request, id, alert => alert.Acknowledge(new(request.HttpContext.GetCaller().Id, reason!, clock.GetUtcNow())),
                cancellationToken)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
    }

    public async Task<IActionResult> MuteAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (checks, now, until) = (new FieldChecks(), clock.GetUtcNow(), default(DateTimeOffset));
        var body = await BodyAsync(request, checks, cancellationToken);
        var reason = ReasonOf(body, checks);
        checks.Text(
            body, string.Empty, "until", required: true,
            text => Instants.TryParse(text, out until) && until > now && until <= now + LongestMute,
            $"a moment within the next {LongestMute.TotalDays} days, by RFC 3339");
        return checks.IsClean
            ? await ChangeAsync(
                request, id, alert => alert.MuteBy(new(request.HttpContext.GetCaller().Id, reason!, now, until)),
                cancellationToken)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
    }

    public Task<IActionResult> UnmuteAsync(HttpRequest request, string id, CancellationToken cancellationToken) => ChangeAsync(
        request, id, alert => alert.Unmute(request.HttpContext.GetCaller().Id, clock.GetUtcNow()), cancellationToken);

    private static async Task<JsonObject> BodyAsync(
        HttpRequest request, FieldChecks checks, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            checks.Add(body.Problems[0].Code, "body", null, "a JSON object");
        }

        return body.Value ?? [];
    }

    private static string? ReasonOf(JsonObject body, FieldChecks checks) => checks.Text(
        body, string.Empty, "reason", required: true, text => text.Trim().Length > 0 && text.Length <= LongestReason,
        $"why, in 1 to {LongestReason} characters");

    private async Task<IActionResult> ChangeAsync(
        HttpRequest request, string id, Func<Alert, Alert> change, CancellationToken cancellationToken)
    {
        request.HttpContext.AddAuditSubjects(id);
        var changed = await alerts.ChangeAsync(id, alert => alert is null ? null : change(alert), cancellationToken);
        return changed is null ? Missing(request, id) : JsonResults.Json(ViewOf(changed));
    }

    private AlertView ViewOf(Alert alert) =>
        new(alert, alert.Mute?.Until > clock.GetUtcNow(), alert.IsFlapping, run.RunbookOf(alert.Rule));

    private static IActionResult Missing(HttpRequest request, string id) => ProblemResults.From(
        request, StatusCodes.Status404NotFound,
        new Problem(NotFound, $"There is no alert '{id}'.", "id", id, "the id of an alert of metrics/alerts"));
}
