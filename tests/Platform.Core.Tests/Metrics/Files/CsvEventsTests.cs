using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Files;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Senders.DevLake;
using Platform.Core.Metrics.Senders.PagerDuty;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;
using Platform.TestKit.Metrics.Senders;

namespace Platform.Core.Tests.Metrics.Files;

public sealed class CsvEventsTests
{
    private const string Sha = DeploymentPayloads.Sha;

    [Fact]
    public void Deployments_are_read_by_our_names_of_columns()
    {
        var notice = (DeploymentNotice)Assert.Single(Read(
            $"""
            component,environment,id,attempt,result,startedAt,finishedAt,repoUrl,commitSha
            orders,production,run-7,2,success,2030-01-02T11:55:00Z,2030-01-02T12:00:00+02:00,https://github.com/acme/orders,{Sha}
            """)).Notice;

        Assert.Equal(
            ("component:default/orders", "production", "run-7", 2, DeploymentState.Success),
            (notice.Component!.Canonical, notice.Environment, notice.RunId, notice.Attempt, notice.State));
        Assert.Equal([new("github.com/acme/orders", Sha)], notice.ChangeSets);
    }

    [Fact]
    public void DevLakes_table_is_read_and_rows_of_one_deployment_are_one()
    {
        var told = Read(
            $"""
            id,cicd_deployment_id,result,environment,started_date,finished_date,repo_url,commit_sha
            a,run-1,SUCCESS,PRODUCTION,2030-01-02 12:00:00,2030-01-02 12:59:59,github.com/acme/orders,{Sha}
            b,run-1,SUCCESS,PRODUCTION,2030-01-02 12:00:00,2030-01-02 12:59:59,github.com/acme/lib,{Sha}
            """,
            new(Component: "orders", TimeZone: TimeZoneInfo.Utc));

        var notice = (DeploymentNotice)Assert.Single(told).Notice;
        Assert.Equal(("run-1", "production", 2), (notice.RunId, notice.Environment, notice.ChangeSets.Count));
    }

    [Fact]
    public void Fourkeys_tables_are_read()
    {
        var deployments = Read(
            $"source,deploy_id,time_created,main_commit\ngithub,77,2030-01-02 12:00:00 UTC,{Sha}", new(Component: "orders"));
        var incidents = Read(
            "source,incident_id,time_created,time_resolved\ngithub,5,2030-01-02 12:30:00 UTC,2030-01-02 13:00:00 UTC",
            new(Component: "orders"));

        var report = Translations.ReportOf([.. deployments, .. incidents]);
        Assert.Equal((true, 3600.0), (report.Deployments.Single().Failed, report.Deployments.Single().RecoverySeconds));
    }

    [Fact]
    public async Task A_deployment_of_a_file_and_of_a_webhook_is_one()
    {
        var sent = await new DevLakeTranslator(new KnownComponents()).ToldAsync(
            DeploymentPayloads.DevLake("run-1", repositories: "https://github.com/acme/orders"), ("component", "orders"));
        var filed = Read(
            $"component,environment,id,finishedAt,commitSha\norders,production,run-1,2030-01-02T12:59:59Z,{Sha}");

        Assert.Single(Translations.ReportOf([.. sent, .. filed]).Deployments);
    }

    [Fact]
    public async Task An_incident_of_a_file_and_of_its_sender_is_one_whatever_comes_first()
    {
        var translator = new PagerDutyTranslator(
            new KnownComponents().With("pagerduty.com/service-id", IncidentPayloads.PagerDutyService, "orders"),
            IncidentFilter.None);
        var sent = await translator.ToldAsync(IncidentPayloads.PagerDuty("resolved", "2030-01-02T10:20:00.4Z"));
        var filed = Read(
            "incident_id,created_at,resolved_at\nPT4KHLK,2030-01-02T10:00:00Z,2030-01-02T10:20:00Z",
            new(Source: "/pagerduty", Component: "orders"));

        foreach (var events in new[] { sent.Concat(filed), filed.Concat(sent) })
        {
            var incident = Assert.Single(Translations.ReportOf(events).Incidents);
            Assert.Equal((0, 20), (incident.Reopenings, (int)(incident.ResolvedAt!.Value - incident.DetectedAt).TotalMinutes));
        }
    }

    [Fact]
    public void The_same_file_twice_is_the_same_events()
    {
        const string Text = "component,id,finishedAt\norders,1,2030-01-02T12:00:00Z\norders,,2030-01-02T13:00:00Z";

        Assert.Equal(Read(Text).Select(one => (one.Id, one.Statement())), Read(Text).Select(one => (one.Id, one.Statement())));
    }

    [Fact]
    public void Columns_with_other_names_are_mapped()
    {
        var notice = (DeploymentNotice)Assert.Single(Read(
            "What;When it went out\norders;2030-01-02T12:00:00Z",
            new(CsvKind.Deployments, new Dictionary<string, string>
            {
                ["What"] = "component",
                ["When it went out"] = "finishedAt",
            })))
            .Notice;

        Assert.Equal("component:default/orders", notice.Component!.Canonical);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_with_line_column_and_name()
    {
        var problems = Problems(
            """
            Component,environment,finished_at,commit_sha,result,started_at
            a b,production,2030-01-02T12:00:00Z,abc1234,success,
            orders,production,yesterday,HEAD,perhaps,2030-01-02 12:00:00
            "orders, two",production,,abc1234,success,
            """);

        Assert.Equal(
            [
                ("Component", 2, 1, FieldChecks.WrongFormat), ("finished_at", 3, 19, FieldChecks.WrongFormat),
                ("started_at", 3, 42, FieldChecks.WrongFormat), ("result", 3, 34, FieldChecks.WrongFormat),
                ("commit_sha", 3, 29, FieldChecks.WrongFormat), ("finished_at", 4, 26, FieldChecks.Missing),
            ],
            problems.Select(problem => (problem.Field!, problem.Place!.Line, problem.Place.Column, problem.Code)));
    }

    [Theory]
    [InlineData("name,age\na,1", CsvLayoutCodes.Undecided)]
    [InlineData("finishedAt,finished at\na,b", CsvLayoutCodes.Repeated)]
    [InlineData("component,\"finishedAt\na,b", CsvEvents.NotCsv)]
    public void A_table_that_makes_no_sense_is_refused_once(string text, string code) =>
        Assert.Equal(code, Assert.Single(Problems(text)).Code);

    [Fact]
    public void A_map_of_columns_that_are_not_there_is_refused()
    {
        var problems = Problems(
            "component,finishedAt\norders,2030-01-02T12:00:00Z",
            new(Map: new Dictionary<string, string> { ["When"] = "finishedAt", ["component"] = "nothing" }));

        Assert.Equal(["When", "component"], problems.Select(problem => problem.Field!));
    }

    [Fact]
    public void An_incident_that_ended_before_it_began_is_refused() => Assert.Equal(
        "resolvedAt",
        Assert.Single(Problems("id,detectedAt,resolvedAt\n1,2030-01-02T12:00:00Z,2030-01-02T11:00:00Z")).Field);

    [Theory]
    [InlineData("", 0)]
    [InlineData("component,finishedAt\n\n\n", 0)]
    [InlineData("\uFEFFcomponent\tfinishedAt\norders\t2030-01-02T12:00:00Z\n", 1)]
    [InlineData("component,finishedAt\n\"orders\",\"2030-01-02T12:00:00Z\"", 1)]
    public void Files_come_in_many_shapes(string text, int events) => Assert.Equal(events, Read(text).Count);

    [Fact]
    public void Cells_may_hold_separators_quotes_and_lines()
    {
        var rows = CsvTable.Read(new StringReader("a,b\n\"1,\n\"\"2\"\"\",3\n4,5")).ToList();

        Assert.Equal("1,\n\"2\"", rows[1][0].Text);
        Assert.Equal((new CsvCell("3", 3, 8), new CsvCell("4", 4, 1)), (rows[1][1], rows[2][0]));
    }

    private static IReadOnlyList<DeliveryEvent> Read(string text, CsvOptions? options = null) =>
    [
        .. Filed(text, options).Select(filed => filed.Event.IsOk
            ? filed.Event.Value : throw new InvalidOperationException(string.Join('\n', filed.Event.Problems))),
    ];

    private static List<Problem> Problems(string text, CsvOptions? options = null) =>
        [.. Filed(text, options).SelectMany(filed => filed.Event.Problems)];

    private static List<FiledEvent> Filed(string text, CsvOptions? options) =>
        [.. CsvEvents.Read("file.csv", new StringReader(text), options ?? CsvOptions.Default)];

    private static class CsvLayoutCodes
    {
        public const string Undecided = "csv-kind-undecided";
        public const string Repeated = "csv-column-repeated";
    }
}
