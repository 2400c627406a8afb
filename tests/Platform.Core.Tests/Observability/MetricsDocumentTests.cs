using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Platform.Core.Observability;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Observability;

/// <summary>Dashboards are drawn by the document, so it must say what the code measures.</summary>
public sealed partial class MetricsDocumentTests
{
    [Fact]
    public void The_document_lists_every_metric_with_its_unit_and_meaning()
    {
        var path = Path.Combine(RepositoryRoot.Path, "functions/Platform.Core/Observability/metrics.md");
        var rows = File.ReadAllLines(path).Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => $"{match.Groups["name"]} {match.Groups["unit"]} {match.Groups["meaning"]}");

        var instruments = typeof(PlatformMetrics).GetProperties().Select(property => (Instrument)property.GetValue(null)!)
            .Select(instrument => $"{instrument.Name} {instrument.Unit} {instrument.Description}");

        Assert.Equal(instruments.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Units_are_seconds_or_annotations_as_the_conventions_want_them() => Assert.All(
        typeof(PlatformMetrics).GetProperties().Select(property => (Instrument)property.GetValue(null)!),
        instrument => Assert.Matches(@"\A(s|\{[a-z]+\})\z", instrument.Unit));

    [GeneratedRegex(@"\A\| `(?<name>[a-z._]+)` \| `(?<unit>[^`]+)` \| [^|]*\| (?<meaning>.+) \|\z")]
    private static partial Regex Row();
}
