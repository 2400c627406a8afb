using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Shapes;

public sealed class MetricShapesTests
{
    private static readonly MetricPeriod Whole = new("total", new(2030, 1, 7), new(2030, 1, 13));

    [Fact]
    public void A_line_of_CSV_holds_all_figures_of_a_period_and_the_reasons_of_those_that_are_missing()
    {
        var text = MetricsCsv.Write([
            Row("leadTime", MetricUnit.Seconds, 1.5), Row("rate", MetricUnit.Ratio, null, "noDeployments"),
            Row("leadTime", MetricUnit.Seconds, 2) with { Period = new("2030-W03", new(2030, 1, 14), new(2030, 1, 20), true) }]);

        Assert.Equal(
            "scope,name,period,from,to,provisional,leadTime,rate,rate.reason\r\n"
            + "team,shop,total,2030-01-07,2030-01-13,false,1.5,,noDeployments\r\n"
            + "team,shop,2030-W03,2030-01-14,2030-01-20,true,2,,\r\n",
            text);
    }

    [Fact]
    public void A_name_that_is_a_formula_or_breaks_lines_stays_a_cell()
    {
        var text = MetricsCsv.Write([Row("a", MetricUnit.Count, -1) with { Scope = new(ScopeKind.Team, "=1+\"2\"\r\n,") }]);

        Assert.Contains("team,\"'=1+\"\"2\"\"\r\n,\",total", text, StringComparison.Ordinal);
        Assert.EndsWith(",-1\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenMetrics_names_types_and_units_each_figure_once()
    {
        var text = OpenMetrics.Write(
            "platform_dora",
            [
                Row("changeLeadTime", MetricUnit.Seconds, 1.5),
                Row("changeLeadTime", MetricUnit.Seconds, 2) with { Scope = new(ScopeKind.Team, "a\"b\\c\nd") },
                Row("changeLeadTime.count", MetricUnit.Count, 3),
                Row("frequency.raw", MetricUnit.PerDay, 1e-7),
                Row("failRate", MetricUnit.Ratio, null, "noDeployments"),
            ],
            name => $"About \"{name}\"\\.");

        Assert.StartsWith(
            "# TYPE platform_dora_change_lead_time_seconds gauge\n# UNIT platform_dora_change_lead_time_seconds seconds\n"
            + "# HELP platform_dora_change_lead_time_seconds About \\\"changeLeadTime\\\"\\\\.\n"
            + "platform_dora_change_lead_time_seconds{scope=\"team\",name=\"shop\"} 1.5\n",
            text,
            StringComparison.Ordinal);
        var samples = OpenMetricsText.Parse(text);
        Assert.Equal(
            [
                "platform_dora_change_lead_time_seconds", "platform_dora_change_lead_time_seconds",
                "platform_dora_change_lead_time_number", "platform_dora_frequency_raw_per_day", "platform_dora_missing",
            ],
            samples.Select(sample => sample.Family));
        Assert.Equal(["seconds", "seconds", null, "per_day", null], samples.Select(sample => sample.Unit));
        Assert.Equal("a\"b\\c\nd", samples[1].Labels["name"]);
        Assert.Equal(
            ("failRate", "noDeployments", 1), (samples[4].Labels["metric"], samples[4].Labels["reason"], samples[4].Value));
    }

    [Theory]
    [InlineData("a{} 1\n# EOF\n")]
    [InlineData("# TYPE a gauge\na{} 1\n")]
    [InlineData("# TYPE a gauge\n# UNIT a seconds\na{} 1\n# EOF\n")]
    [InlineData("# TYPE a gauge\na{} 1\na{} 2\n# EOF\n")]
    [InlineData("# TYPE a gauge\na{} 1\n# TYPE b gauge\n# TYPE a gauge\n# EOF\n")]
    [InlineData("# TYPE a gauge\na{x=\"\"\"} 1\n# EOF\n")]
    [InlineData("# TYPE a gauge\n\na{} 1\n# EOF\n")]
    public void The_parser_of_these_tests_lets_nothing_wrong_through(string text) =>
        Assert.Throws<FormatException>(() => OpenMetricsText.Parse(text));

    [Fact]
    public void A_flat_row_has_nothing_nested_and_begins_where_its_day_does()
    {
        var row = Assert.Single(FlatRow.Of([Row("leadTime", MetricUnit.Seconds, 1.5)], new("Europe/Berlin")));

        Assert.Equal(
            ("2030-01-06T23:00:00Z", "total", ScopeKind.Team, "shop", "leadTime", MetricUnit.Seconds, (double?)1.5),
            (row.Time, row.Period, row.Scope, row.Name, row.Metric, row.Unit, row.Value));
    }

    [Theory]
    [InlineData("America/Havana", "2030-03-10", "2030-03-10T05:00:00Z")]
    [InlineData("America/Havana", "2030-11-03", "2030-11-03T04:00:00Z")]
    [InlineData("Pacific/Auckland", "2030-04-07", "2030-04-06T11:00:00Z")]
    public void A_day_begins_once_even_where_its_midnight_does_not_exist_or_comes_twice(string zone, string day, string start) =>
        Assert.Equal(DateTimeOffset.Parse(start, null), new DayClock(zone).StartOf(DateOnly.Parse(day, null)));

    private static MetricRow Row(string metric, MetricUnit unit, double? value, string? reason = null) =>
        new(new(ScopeKind.Team, "shop"), Whole, metric, unit, value, reason);
}
