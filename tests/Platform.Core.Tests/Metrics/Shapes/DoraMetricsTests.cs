using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Reports;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Metrics.Shapes;

public sealed class DoraMetricsTests
{
    // What stands beside a figure and is none of its own.
    private static readonly string[] Parts =
        ["value", "reason", "numerator", "denominator", "count", "mean", "p90", "min", "max", "censored"];

    [Fact]
    public void Every_figure_of_the_answer_is_in_the_tables()
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(
            DoraFigures.Of(null, 1, active: true, DoraOptions.Default), PlatformJson.Options)!;
        var names = DoraMetrics.All.Select(metric => metric.Name).ToHashSet();

        Assert.DoesNotContain(Figures(json, string.Empty), name => !names.Contains(name));
        Assert.Equal(DoraMetrics.All.Count, names.Count);
    }

    [Fact]
    public void A_figure_without_a_value_has_a_reason() => Assert.All(
        DoraMetrics.All,
        metric => Assert.True(metric.Of(DoraFigures.Of(null, 1, active: false, DoraOptions.Default)) is { } found
            && (found.Value is null) == (found.Reason is not null), metric.Name));

    private static IEnumerable<string> Figures(JsonObject node, string path) => node.SelectMany(field =>
    {
        var name = path.Length == 0 ? field.Key : $"{path}.{field.Key}";
        return field.Value is JsonObject inner ? Figures(inner, name)
            : Parts.Contains(field.Key) && node.ContainsKey("value") ? field.Key == "value" ? [path] : []
            : [name];
    });
}
