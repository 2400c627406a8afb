using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;

namespace Platform.Functions.Tests.Metrics;

/// <summary>What the OpenDORA plugin's client asks for and what it checks of the answer.</summary>
public sealed class OpenDoraTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Window => $"&project={_name}&from=2030-01-01T00:00:00Z&to=2030-03-31T00:00:00Z";

    [Fact]
    public async Task Each_metric_has_its_aggregation_and_points_with_a_key_and_a_number()
    {
        await DeployAsync();

        Assert.Equal(["203001:1", "203002:1"], (await PointsAsync("df_count")).Take(2));
        Assert.Equal(["30/01:2", "30/02:0", "30/03:0"], (await PointsAsync("df_count", "monthly")));
        Assert.Equal(["30/01:2", "30/02:1"], (await PointsAsync("df_average", "monthly")).Take(2));
        Assert.Equal(["2030-01-01:2"], (await PointsAsync("df_count", "quarterly")));
        Assert.Equal(["30/01:0"], (await PointsAsync("cfr", "monthly")));
        Assert.Empty(await PointsAsync("mltc", "monthly"));
        Assert.Empty(await PointsAsync("mttr", "monthly"));
    }

    [Theory]
    [InlineData("df", "week-high")]
    [InlineData("mltc", "na-deployments-pullrequests")]
    [InlineData("cfr", "elite")]
    [InlineData("mttr", "na-incidents")]
    public async Task Each_benchmark_has_a_key_that_the_plugin_has_words_for(string type, string key)
    {
        await DeployAsync();
        var answer = (await _host.Client.GetFromJsonAsync<JsonNode>($"dora/api/benchmark?type={type}{Window}", Cancel))!;

        Assert.StartsWith(key, (string)answer["key"]!, StringComparison.Ordinal);
        Assert.NotNull((string?)answer["value"]);
    }

    [Theory]
    [InlineData("metric?type=df")]
    [InlineData("metric?type=df_count&aggregation=daily")]
    [InlineData("metric?type=cfr&from=yesterday")]
    [InlineData("benchmark?type=df_count")]
    public async Task What_the_plugin_never_asks_is_refused(string question)
    {
        using var answer = await _host.Client.GetAsync($"dora/api/{question}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<IReadOnlyList<string>> PointsAsync(string type, string? aggregation = null)
    {
        var asked = aggregation is null ? string.Empty : $"&aggregation={aggregation}";
        var answer = (await _host.Client.GetFromJsonAsync<JsonNode>($"dora/api/metric?type={type}{asked}{Window}", Cancel))!;
        Assert.Equal(aggregation ?? "weekly", (string)answer["aggregation"]!);
        return [.. answer["dataPoints"]!.AsArray().Select(point => $"{(string)point!["key"]!}:{(double)point["value"]!}")];
    }

    private async Task DeployAsync()
    {
        var messages = new JsonArray(
            new DeploymentEventBuilder().Of(_name, $"{_name}-1").Json(),
            new DeploymentEventBuilder().Of(_name, $"{_name}-2").With("data.context.timestamp", "2030-01-08T12:00:00Z").Json());
        using var answer = await _host.Client.PostAsJsonAsync("events", messages, Cancel);
        answer.EnsureSuccessStatusCode();
        await _host.RollUpAsync(Cancel);
    }
}
