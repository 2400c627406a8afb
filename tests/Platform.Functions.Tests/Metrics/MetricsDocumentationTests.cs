using System.Text.Json;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Reports;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics;

/// <summary>docs/metrics.md tells every figure, vector and option.</summary>
public sealed class MetricsDocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "metrics.md"));

    [Fact]
    public void Every_figure_is_told_with_its_unit()
    {
        var figures = DoraMetrics.All.Select(metric => (metric.Name, metric.Unit, metric.Help))
            .Concat(DoraMetrics.Open.Select(metric => (metric.Name, metric.Unit, metric.Help)));

        Told(figures.Select(one => $"| `{one.Name}` | {Camel($"{one.Unit}")} | {one.Help} |"));
    }

    [Fact]
    public void Every_vector_is_told_with_what_its_value_means() => Told(GamingWatch.Vectors.Select(
        vector => $"| {GamingSignal.IdOf(vector)} | `{Camel($"{vector}")}` | {GamingScale.MeaningOf(vector)} |"));

    [Fact]
    public void Every_option_is_told() => Told(
        typeof(DoraOptions).GetProperties().Select(property => $"`{Camel(property.Name)}`"));

    private static void Told(IEnumerable<string> lines) =>
        Assert.Empty(string.Join('\n', lines.Where(line => !Text.Contains(line, StringComparison.Ordinal))));

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
