using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

/// <summary>Figures of an organisation of which nothing is known: reasons, and never a nought.</summary>
[Covers("MetricsDoraGaming", "MetricsSpace", "MetricsSpaceExplain", "OpenDoraMetric", "OpenDoraBenchmark")]
public sealed class FigureTests(PlatformUnderTest platform)
{
    private const string Span = "scope=team:nobody-knows-it&from=2001-01-01&to=2001-01-31";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"metrics/dora/gaming?{Span}")]
    [InlineData($"metrics/space?{Span}")]
    [InlineData($"metrics/space/explain?{Span}")]
    [InlineData("dora/api/metric?type=df_count&aggregation=weekly&from=2001-01-01T00:00:00Z&to=2001-01-31T00:00:00Z")]
    [InlineData("dora/api/benchmark?type=df")]
    public async Task A_question_about_nothing_is_answered(string path)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("metrics/dora/gaming?from=yesterday")]
    [InlineData("metrics/space?from=yesterday")]
    [InlineData("metrics/space/explain?from=yesterday")]
    [InlineData("dora/api/metric?type=nothing")]
    [InlineData("dora/api/benchmark?type=nothing")]
    public async Task A_wrong_question_is_told_what_is_wrong(string path)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }
}
