using System.Globalization;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>Golden-path adoption lost more than 5 % of itself within a week.</summary>
public sealed class AdoptionFallingRule : IAlertRule
{
    public string Id => "adoption-falling";

    public string Runbook =>
        "Look at the named components: what left the path, and did a template disappear or get deprecated without a "
        + "successor? Ask "
        + "the teams what the path could not do for them.";

    public Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
        Adoption.LookAsync(figures, days: 7, (now, then) => now.Share < then.Share * (1 - figures.Thresholds.AdoptionFall)
            ? string.Create(CultureInfo.InvariantCulture, $"fell from {then.Share * 100:0} % to {now.Share * 100:0} % in a week")
            : null, cancellationToken);
}

/// <summary>Golden-path adoption is below one half and has not grown for four weeks.</summary>
public sealed class AdoptionStalledRule : IAlertRule
{
    public string Id => "adoption-stalled";

    public string Runbook =>
        "More than half of the components live beside the paths and stay there. Ask three teams that did not come what they "
        + "would "
        + "lose by coming; the thinnest path that takes one of these losses away is worth more than another feature.";

    public Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
        Adoption.LookAsync(figures, figures.Thresholds.AdoptionStalledDays, (now, then) =>
            now.Share < figures.Thresholds.AdoptionStalledBelow && now.Share - then.Share < figures.Thresholds.AdoptionGrowth
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"is {now.Share * 100:0} % and has not grown for {figures.Thresholds.AdoptionStalledDays} days")
                : null, cancellationToken);
}

internal sealed record Adoption(double Share, IReadOnlyList<CensusComponent> Eligible)
{
    private const int MostNamed = 10;

    public static async Task<IReadOnlyList<AlertFinding>?> LookAsync(
        AlertFigures figures, int days, Func<Adoption, Adoption, string?> judge, CancellationToken cancellationToken)
    {
        var now = await figures.CensusAsync(cancellationToken);
        var then = await figures.CensusAsync(figures.Today.AddDays(-days), cancellationToken);
        if (now is null || then is null)
        {
            return null;
        }

        var teams = (await figures.TeamsAsync(cancellationToken)).Select(team => Finding(team)).OfType<AlertFinding>().ToList();
        return teams.Count > 0 ? teams : [.. new[] { Finding(figures.Organization) }.OfType<AlertFinding>()];

        AlertFinding? Finding(Scope scope) =>
            Of(now, scope, figures) is { } recent && Of(then, scope, figures) is { } before && judge(recent, before) is { } why
                ? new(
                    AlertFigures.SubjectOf(scope), AlertSeverity.Warning,
                    $"Golden-path adoption of {AlertFigures.SubjectOf(scope)} {why}", IsConfirmed: true,
                    [.. recent.Eligible.Where(one => !one.IsOn(figures.Options))
                        .OrderByDescending(one => before.WasOn(one, figures.Options)).Take(MostNamed)
                        .Select(one => new AlertEvidence(
                            "component", one.Ref.Canonical,
                            before.WasOn(one, figures.Options) ? "left the path" : "is on no path"))])
                : null;
    }

    private static Adoption? Of(PlatformCensus census, Scope scope, AlertFigures figures)
    {
        var eligible = AdoptionKpi.Of(census, scope).Where(one => one.IsEligible).ToList();
        return eligible.Count < figures.Thresholds.LeastComponents
            ? null
            : new((double)eligible.Count(one => one.IsOn(figures.Options)) / eligible.Count, eligible);
    }

    private bool WasOn(CensusComponent component, PlatformOptions options) =>
        Eligible.Any(one => one.Ref == component.Ref && one.IsOn(options));
}
