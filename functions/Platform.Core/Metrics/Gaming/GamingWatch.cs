using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Gaming;

/// <summary>Looks for all vectors in all components. A signal is a question to ask, no verdict about anybody.</summary>
public sealed class GamingWatch(DeliveryLedger ledger, DoraOptions options, DateTimeOffset asOf)
{
    // A component is hidden when its median is so many times the organisation's.
    private const double FarAbove = 4;

    public IReadOnlyList<GamingSignal> Signals() =>
        [.. ledger.Analyses.SelectMany(Signals), .. HiddenComponents(), .. EditedHistory()];

    private IEnumerable<GamingSignal> Signals(ComponentAnalysis analysis)
    {
        var clock = ledger.Clock;
        foreach (var (vector, detector) in ComponentDetectors.All)
        {
            if (detector(new(analysis, options, clock, asOf)) is { } found && found.Evidence.Count > 0)
            {
                yield return Of(vector, analysis.Component.Canonical, found);
            }
        }
    }

    private IEnumerable<GamingSignal> HiddenComponents()
    {
        var pooled = MedianOf(ledger.Analyses);
        var hidden = ledger.Analyses.Where(one => MedianOf([one]) > FarAbove * pooled)
            .Select(one => one.Component.Canonical).ToList();
        if (hidden.Count > 0)
        {
            yield return Of(GamingVector.HiddenComponents, options.Organization, new(
                pooled, "median lead time of all changes in seconds; the components named are far above it", hidden));
        }
    }

    private IEnumerable<GamingSignal> EditedHistory() => ledger.Book.Restatements
        .GroupBy(restated => restated.Key.Scope)
        .Where(group => group.Key.Kind == ScopeKind.Component)
        .Select(group => Of(GamingVector.EditedHistory, group.Key.Name, new(
            group.Count(),
            "changes of closed days",
            [.. group.Select(restated => $"{restated.Key.Day:yyyy-MM-dd}").Distinct().Order(StringComparer.Ordinal)])));

    private double? MedianOf(IEnumerable<ComponentAnalysis> analyses)
    {
        var times = new DistributionBuilder(options.ExactValues, options.SketchAccuracy);
        foreach (var change in analyses.SelectMany(analysis => analysis.Changes))
        {
            if (change.LeadTime.Value is { } time)
            {
                times.Add(time.Ticks / TimeSpan.TicksPerMillisecond);
            }
        }

        return times.Build()?.Quantile(0.5, options.MedianConvention) / 1000;
    }

    private static GamingSignal Of(GamingVector vector, string scope, Finding found) =>
        new($"G{(int)vector}", vector, scope, found.Value, found.Meaning, found.Evidence);
}

/// <summary>What a detector found; without evidence nothing.</summary>
internal sealed record Finding(double? Value, string Meaning, IReadOnlyList<string> Evidence);

/// <summary>What a detector may look at.</summary>
internal sealed record Watched(ComponentAnalysis Analysis, DoraOptions Options, DayClock Clock, DateTimeOffset AsOf);
