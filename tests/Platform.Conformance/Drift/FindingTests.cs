using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Drift;

[Covers(
    "DriftFindingsList", "DriftFindingsGet", "DriftScorecardsList", "DriftScorecardsGet", "DriftEntitiesGet",
    "DriftExemptionsList", "DriftExemptionsRequest", "DriftExemptionsApprove", "DriftExemptionsRevoke",
    "DriftOwnerReportsList", "DriftOwnerReportsAdd", "DriftOwnerReportsClose", "DriftReportsList", "DriftReportsGet",
    "DriftReportsMake", "DriftReportsPreview")]
public sealed class FindingTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Findings_are_listed_as_json_and_as_csv()
    {
        using var json = await platform.Client.GetAsync("drift/findings?state=all&team=nobody-knows-it&limit=5", Cancel);
        Assert.Empty((await json.JsonAsync())["items"]!.AsArray());

        using var csv = await platform.Client.GetAsync("drift/findings?team=nobody-knows-it&format=csv", Cancel);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("id,rule,severity,state,", await csv.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("severity=terrible")]
    [InlineData("state=angry")]
    [InlineData("since=yesterday")]
    [InlineData("limit=0")]
    [InlineData("cursor=x")]
    [InlineData("format=xml")]
    public async Task A_wrong_question_is_told_what_is_wrong(string query)
    {
        using var answer = await platform.Client.GetAsync($"drift/findings?{query}", Cancel);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }

    [Theory]
    [InlineData("drift/findings/none", "finding-not-found")]
    [InlineData("drift/scorecards/none", "scorecard-not-found")]
    [InlineData("drift/reports/none", "drift-report-not-found")]
    [InlineData("drift/entities/component:default/nobody-has-seen-it", "drift-entity-not-seen")]
    public async Task What_is_not_there_is_not_found(string path, string code)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);

        await answer.ProblemAsync(HttpStatusCode.NotFound, code);
    }

    [Fact]
    public async Task Reports_are_listed_and_a_format_that_nobody_knows_is_refused()
    {
        using var list = await platform.Client.GetAsync("drift/reports?scope=nobody", Cancel);
        Assert.Empty((await list.JsonAsync())["items"]!.AsArray());

        using var wrong = await platform.Client.GetAsync("drift/reports/any?format=pdf", Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }

    [Fact]
    public async Task A_report_of_a_team_that_nobody_knows_is_quiet_and_a_preview_says_what_there_is()
    {
        var body = new JsonObject { ["scope"] = $"group:default/g{Guid.NewGuid():N}" };
        using var made = await platform.Client.PostAsJsonAsync("drift/reports", body, Cancel);
        Assert.Equal((string)body["scope"]!, (string)(await made.JsonAsync())["quiet"]![0]!);
        using var preview = await platform.Client.PostAsJsonAsync("drift/reports/preview", body, Cancel);
        Assert.Equal((string)body["scope"]!, (string)(await preview.JsonAsync())["scope"]!);
        using var wrong = await platform.Client.PostAsJsonAsync(
            "drift/reports", new JsonObject { ["scope"] = "planet:default/earth" }, Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("cursor=x")]
    public async Task A_wrong_page_of_reports_is_refused(string query)
    {
        using var answer = await platform.Client.GetAsync($"drift/reports?{query}", Cancel);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }

    [Fact]
    public async Task Scorecards_are_listed_and_a_wrong_scope_is_refused()
    {
        using var list = await platform.Client.GetAsync("drift/scorecards", Cancel);
        Assert.NotNull((await list.JsonAsync())["items"]);

        using var wrong = await platform.Client.GetAsync("drift/scorecards/any?scope=planet:earth", Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }

    [Fact]
    public async Task An_exemption_is_asked_for_not_approved_by_who_asked_and_taken_back()
    {
        using var wrong = await platform.Client.PostAsJsonAsync(
            "drift/exemptions", new JsonObject { ["rule"] = "no-rule" }, Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-missing");
        var asked = new JsonObject
        {
            ["rule"] = "repository-without-descriptor",
            ["subject"] = $"entity:component:default/c{Guid.NewGuid():N}",
            ["reason"] = "it moves next month",
            ["until"] = $"{TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-ddTHH:mm:ssZ}",
        };
        using var made = await platform.Client.PostAsJsonAsync("drift/exemptions", asked, Cancel);
        var id = (string)(await made.JsonAsync(HttpStatusCode.Created))["id"]!;

        using var own = await platform.Client.PostAsync($"drift/exemptions/{id}/approve", null, Cancel);
        await own.ProblemAsync(HttpStatusCode.Conflict, "exemption-own-request");
        using var listed = await platform.Client.GetAsync("drift/exemptions", Cancel);
        Assert.Contains(
            (await listed.JsonAsync())["items"]!.AsArray(),
            item => (string)item!["exemption"]!["id"]! == id && !(bool)item["holds"]!);
        using var revoked = await platform.Client.DeleteAsync($"drift/exemptions/{id}", Cancel);
        Assert.NotNull((await revoked.JsonAsync())["revokedAt"]);
        using var late = await platform.Client.PostAsync($"drift/exemptions/{id}/approve", null, Cancel);
        await late.ProblemAsync(HttpStatusCode.Conflict, "exemption-ended");
        using var none = await platform.Client.DeleteAsync("drift/exemptions/none", Cancel);
        await none.ProblemAsync(HttpStatusCode.NotFound, "exemption-not-found");
    }

    [Fact]
    public async Task Who_speaks_of_an_entity_that_nobody_knows_is_told_so()
    {
        var body = new JsonObject { ["entity"] = "component:default/nobody-knows-it", ["reason"] = "not ours" };
        using var report = await platform.Client.PostAsJsonAsync("drift/owner-reports", body, Cancel);
        await report.ProblemAsync(HttpStatusCode.NotFound, "owner-report-entity");
        using var close = await platform.Client.PostAsJsonAsync("drift/owner-reports/close", body, Cancel);
        await close.ProblemAsync(HttpStatusCode.NotFound, "owner-report-not-found");
        using var wrong = await platform.Client.PostAsJsonAsync("drift/owner-reports", new JsonObject(), Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-missing");
        using var list = await platform.Client.GetAsync("drift/owner-reports", Cancel);
        Assert.NotNull((await list.JsonAsync())["items"]);
    }
}
