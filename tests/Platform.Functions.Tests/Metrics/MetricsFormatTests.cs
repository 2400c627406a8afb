using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;

namespace Platform.Functions.Tests.Metrics;

/// <summary>One answer in every format, through the running app.</summary>
public sealed class MetricsFormatTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => $"metrics/dora?scope=component:{_name}&from=2030-01-01&to=2030-01-31";

    [Fact]
    public async Task OpenMetrics_passes_the_strict_parser_and_says_why_a_figure_is_missing()
    {
        await DeployAsync();
        using var answer = await _host.Client.GetAsync($"{Address}&format=openmetrics", Cancel);
        var samples = OpenMetricsText.Parse(await answer.Content.ReadAsStringAsync(Cancel));

        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        var frequency = samples.Single(sample => sample.Family == "platform_dora_deployment_frequency_raw_per_day");
        Assert.Equal((1 / 31.0, "component", "per_day"), (frequency.Value, frequency.Labels["scope"], frequency.Unit));
        Assert.Contains(samples, sample => sample.Family == "platform_dora_missing"
            && sample.Labels["metric"] == "changeLeadTime" && sample.Labels["reason"] == "noChanges");
        Assert.All(
            samples.Where(sample => sample.Family != "platform_dora_missing"),
            sample => Assert.Equal(["name", "scope"], sample.Labels.Keys.Order()));
    }

    [Fact]
    public async Task Rows_are_flat_and_numbers_stay_numbers()
    {
        await DeployAsync();
        var rows = (await _host.Client.GetFromJsonAsync<JsonArray>(
            $"{Address}&format=flat&granularity=week&comparison=previous", Cancel))!;

        Assert.All(rows, row => Assert.All(row!.AsObject(), field => Assert.False(field.Value is JsonObject or JsonArray)));
        var first = rows.First(row => (string)row!["metric"]! == "deploymentFrequency.raw.count")!;
        Assert.Equal(
            ("2030-01-01T00:00:00Z", "2030-W01", 1.0),
            ((string)first["time"]!, (string)first["period"]!, (double)first["value"]!));
        Assert.Contains("previous", rows.Select(row => (string)row!["period"]!));
    }

    [Theory]
    [InlineData("format=xml")]
    [InlineData("format=openmetrics&granularity=day")]
    [InlineData("format=openmetrics&comparison=year")]
    public async Task A_format_that_cannot_tell_it_is_refused(string query)
    {
        using var answer = await _host.Client.GetAsync($"{Address}&{query}", Cancel);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(
            (HttpStatusCode.BadRequest, "format"), (answer.StatusCode, (string)problem["errors"]![0]!["field"]!));
    }

    private async Task DeployAsync()
    {
        var message = new DeploymentEventBuilder().Of(_name, $"{_name}-1").Json();
        using var answer = await _host.Client.PostAsJsonAsync("events", message, Cancel);
        answer.EnsureSuccessStatusCode();
        await _host.RollUpAsync(Cancel);
    }
}
