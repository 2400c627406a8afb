using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Golden-path adoption: of the components that are eligible on the last day (in the catalog, not retired, not exempt, deployed
/// or committed to in 90 days) the share that is on a path. With it: that of components that are new in the window; of those that
/// were on a path 90 days before and are still eligible, the share that stayed; how many came onto one that weren't on any then.
/// </summary>
public sealed class AdoptionKpi : IKpi
{
    /// <summary>Who left and who came is looked at over so long.</summary>
    public const int StickinessDays = 90;

    public string Id => "goldenPathAdoption";

    public string Meaning => "Share of the eligible components that are on a golden path.";

    public MetricUnit Unit => MetricUnit.Ratio;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var census = inputs.CensusAt(span.To);
        var eligible = census is null ? [] : Eligible(census, span.Scope);
        var on = eligible.Count(one => one.IsOn(inputs.Options));
        var share = Goals.Share(on, eligible.Count);
        var added = eligible.Where(one => one.FirstSeen >= span.From && one.FirstSeen <= span.To).ToList();
        return new(
            Id, Unit, share,
            share is not null ? null : census is null ? KpiReasons.NoCensus : KpiReasons.NoComponents,
            Goals.Above(inputs.Options.AdoptionShare, inputs.Options),
            Goals.IsAbove(share, inputs.Options.AdoptionShare),
            [
                new("eligible", MetricUnit.Count, eligible.Count),
                new("onPath", MetricUnit.Count, on),
                new("behind", MetricUnit.Count, eligible.Count(one => one.Path == PathState.Behind)),
                new("exempt", MetricUnit.Count, census is null ? 0 : Of(census, span.Scope).Count(one => one.Exempt is not null)),
                new("inactive", MetricUnit.Count, census is null ? 0 : Of(census, span.Scope).Count(one => !one.IsActive)),
                Goals.Ratio("ofNew", added.Count(one => one.IsOn(inputs.Options)), added.Count, KpiReasons.NoComponents),
                .. Stayed(inputs, span, eligible),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) =>
        (inputs.CensusAt(span.To) is { } census ? Of(census, span.Scope) : []).Select(one => new KpiEvidence(
            "component",
            one.Ref.Canonical,
            one.Exempt is not null ? "exempt"
                : !one.IsActive ? "not active"
                : one.IsOn(inputs.Options) ? one.Path == PathState.Behind ? "on path, behind" : "on path"
                : "off path",
            Detail: one.Exempt ?? one.Template?.Canonical));

    private static IEnumerable<KpiPart> Stayed(KpiInputs inputs, KpiSpan span, List<CensusComponent> eligible)
    {
        var then = inputs.CensusAt(span.To.AddDays(-StickinessDays))?.Components.ToDictionary(one => one.Ref);
        if (then is null)
        {
            yield return new("stickiness", MetricUnit.Ratio, null, KpiReasons.NoHistory);
            yield return new("reentered", MetricUnit.Count, null, KpiReasons.NoHistory);
            yield break;
        }

        var were = eligible.Where(one => then.GetValueOrDefault(one.Ref)?.IsOn(inputs.Options) == true).ToList();
        yield return Goals.Ratio(
            "stickiness", were.Count(one => one.IsOn(inputs.Options)), were.Count, KpiReasons.NoComponents);
        yield return new("reentered", MetricUnit.Count, eligible.Count(
            one => one.IsOn(inputs.Options) && then.GetValueOrDefault(one.Ref) is { } old && !old.IsOn(inputs.Options)));
    }

    private static List<CensusComponent> Eligible(PlatformCensus census, Scope scope) =>
        [.. Of(census, scope).Where(one => one.IsEligible)];

    internal static IEnumerable<CensusComponent> Of(PlatformCensus census, Scope scope) => census.Components.Where(
        one => scope.Kind switch
        {
            ScopeKind.Organization => true,
            ScopeKind.Component => one.Ref.Canonical == scope.Name,
            ScopeKind.Team => TeamNames.Same(one.Team, scope.Name),
            _ => TeamNames.Same(one.System, scope.Name),
        });
}
