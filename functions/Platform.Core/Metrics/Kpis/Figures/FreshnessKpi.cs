using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Catalog freshness: how long before the census the components' descriptors were last found to be as the catalog has them, by
/// what sweeps and single looks recorded; the share that was verified within the target.
/// </summary>
public sealed class FreshnessKpi : IKpi
{
    public string Id => "catalogFreshness";

    public string Meaning => "Share of the catalog's components that were verified within the target.";

    public MetricUnit Unit => MetricUnit.Ratio;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var census = inputs.CensusAt(span.To);
        var ages = census is null
            ? []
            : AdoptionKpi.Of(census, span.Scope).Select(one => Age(census.At, one.VerifiedAt)).ToList();
        var share = Goals.Share(ages.Count(age => age <= inputs.Options.FreshnessHours * 3600), ages.Count);
        var reason = share is not null ? null : census is null ? KpiReasons.NoCensus : KpiReasons.NoEntities;
        return new(
            Id, Unit, share, reason, Goals.Above(inputs.Options.FreshShare, inputs.Options),
            Goals.IsAbove(share, inputs.Options.FreshShare),
            [
                new("p50", MetricUnit.Seconds, Trends.Median(ages), reason),
                new("p90", MetricUnit.Seconds, Trends.Quantile(ages, 0.9), reason),
                new("entities", MetricUnit.Count, ages.Count),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) => inputs.CensusAt(span.To) is not { } census
        ? []
        : AdoptionKpi.Of(census, span.Scope).OrderBy(one => one.VerifiedAt).Select(one => new KpiEvidence(
            "component",
            one.Ref.Canonical,
            Age(census.At, one.VerifiedAt) <= inputs.Options.FreshnessHours * 3600 ? "fresh" : "stale",
            one.VerifiedAt,
            Age(census.At, one.VerifiedAt)));

    private static double Age(DateTimeOffset at, DateTimeOffset verified) => Math.Max(0, (at - verified).TotalSeconds);
}
