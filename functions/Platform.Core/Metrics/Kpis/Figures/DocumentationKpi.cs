using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Documentation views: how often pages were opened in the window, by beacon or event. Nothing is known of who did, so it counts
/// views and never visitors. Its goal is that there are more than in as many days before.
/// </summary>
public sealed class DocumentationKpi : IKpi
{
    public string Id => "documentationViews";

    public string Meaning => "How often pages of the documentation were opened.";

    public MetricUnit Unit => MetricUnit.Count;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var views = In(inputs, span);
        var before = In(inputs, span with { From = span.From.AddDays(-span.Days), To = span.From.AddDays(-1) }).Count;

        // None at all may mean that nobody tells.
        var isTold = views.Count + before > 0;
        return new(
            Id, Unit, isTold ? views.Count : null, isTold ? null : KpiReasons.NoViews,
            new("more than before", inputs.Options.GoalOwner),
            before == 0 ? Verdict.Unknown : views.Count > before ? Verdict.Met : Verdict.NotMet,
            [
                new("before", MetricUnit.Count, isTold ? before : null, isTold ? null : KpiReasons.NoViews),
                new("pages", MetricUnit.Count, views.Select(view => view.Subject).Distinct().Count()),
                new("components", MetricUnit.Count, views.Select(
                    view => ((DocumentationNotice)view.Notice).Component).Where(one => one is not null).Distinct().Count()),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) => In(inputs, span)
        .GroupBy(view => (view.Subject, ((DocumentationNotice)view.Notice).Component))
        .OrderByDescending(page => page.Count())
        .ThenBy(page => page.Key.Subject, StringComparer.Ordinal)
        .Select(page => new KpiEvidence(
            "page", page.Key.Subject, "viewed", Value: page.Count(), Detail: page.Key.Component?.Canonical));

    private static List<PlatformNote> In(KpiInputs inputs, KpiSpan span) =>
    [
        .. inputs.Views.Where(view => inputs.IsIn(span, view.At) && view.Notice is DocumentationNotice told
            && inputs.IsOf(span.Scope, told.Component, told.Team, told.System)),
    ];
}
