using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;
using Platform.Core.Scaffolding.Library;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Template success: of the scaffolds that were asked for in the window and have ended, the share that was completed. One that
/// somebody stopped says nothing of the template and is left out; one that failed and was completed later is completed.
/// </summary>
public sealed class TemplateSuccessKpi : IKpi
{
    public string Id => "templateSuccess";

    public string Meaning => "Share of the scaffolds that were completed.";

    public MetricUnit Unit => MetricUnit.Ratio;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var ended = Scaffolds.In(inputs, span)
            .Where(one => one.State is RequestState.Completed or RequestState.Failed or RequestState.Expired).ToList();
        var done = ended.Count(one => one.State == RequestState.Completed);
        var share = Goals.Share(done, ended.Count);
        return new(
            Id, Unit, share, share is null ? KpiReasons.NoTasks : null,
            Goals.Above(inputs.Options.TemplateSuccessShare, inputs.Options),
            Goals.IsAbove(share, inputs.Options.TemplateSuccessShare),
            [
                new("completed", MetricUnit.Count, done),
                new("failed", MetricUnit.Count, ended.Count - done),
                new("templates", MetricUnit.Count, ended.Select(one => one.Template).Distinct().Count()),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) => Scaffolds.Explained(
        Scaffolds.In(inputs, span), one => $"{one.State}".ToLowerInvariant());
}

/// <summary>
/// First CI success: of the scaffolds of the window whose first CI run was looked at, the share in which it was green. One that
/// executed nothing proves nothing and is counted apart.
/// </summary>
public sealed class FirstRunKpi : IKpi
{
    public string Id => "firstRunSuccess";

    public string Meaning => "Share of the scaffolds whose first CI run was green.";

    public MetricUnit Unit => MetricUnit.Ratio;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var tried = Scaffolds.In(inputs, span).Where(one => one.Verification is not null).ToList();
        var green = tried.Count(one => one.Verification == CheckOutcome.Passed);
        var red = tried.Count(one => one.Verification == CheckOutcome.Failed);
        var share = Goals.Share(green, green + red);
        return new(
            Id, Unit, share, share is null ? KpiReasons.NoVerifications : null,
            Goals.Above(inputs.Options.VerificationShare, inputs.Options),
            Goals.IsAbove(share, inputs.Options.VerificationShare),
            [
                new("green", MetricUnit.Count, green),
                new("red", MetricUnit.Count, red),
                new("skipped", MetricUnit.Count, tried.Count - green - red),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) => Scaffolds.Explained(
        Scaffolds.In(inputs, span).Where(one => one.Verification is not null),
        one => $"{one.Verification}".ToLowerInvariant());
}

/// <summary>
/// Nightly verification: of the templates whose offered version was tried, the share that passed its last try, on the last day.
/// It is one figure for the whole organisation.
/// </summary>
public sealed class VerificationKpi : IKpi
{
    public const string OrganizationOnly = "organizationOnly";

    public string Id => "templateVerification";

    public string Meaning => "Share of the templates that passed their last verification.";

    public MetricUnit Unit => MetricUnit.Ratio;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var census = inputs.CensusAt(span.To);
        var tried = span.Scope.Kind != ScopeKind.Organization || census is null
            ? []
            : census.Templates.Where(template => template.Verified is not null).ToList();
        var passed = tried.Count(template => template.Verified == VerificationOutcome.Passed);
        var share = Goals.Share(passed, tried.Count);
        return new(
            Id, Unit, share,
            share is not null ? null
                : span.Scope.Kind != ScopeKind.Organization ? OrganizationOnly
                : census is null ? KpiReasons.NoCensus : KpiReasons.NoVerifications,
            Goals.Above(inputs.Options.VerificationShare, inputs.Options),
            Goals.IsAbove(share, inputs.Options.VerificationShare),
            [
                new("passed", MetricUnit.Count, passed),
                new("failed", MetricUnit.Count, tried.Count - passed),
                new("untried", MetricUnit.Count, (census?.Templates.Count ?? 0) - tried.Count),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) =>
        (span.Scope.Kind == ScopeKind.Organization ? inputs.CensusAt(span.To)?.Templates ?? [] : []).Select(
            template => new KpiEvidence(
                "template", template.Ref.Canonical,
                template.Verified is { } outcome ? $"{outcome}".ToLowerInvariant() : "never tried", template.VerifiedAt));
}

internal static class Scaffolds
{
    public static IEnumerable<Request> In(KpiInputs inputs, KpiSpan span) => inputs.Requests.Where(
        one => one.Kind == RequestKind.Scaffold && inputs.IsIn(span, one.OpenedAt)
            && inputs.IsOf(span.Scope, one.Component, one.Team, one.System));

    public static IEnumerable<KpiEvidence> Explained(IEnumerable<Request> scaffolds, Func<Request, string> state) =>
        scaffolds.Select(one => new KpiEvidence(
            "task", one.Source == RequestJournal.Source ? one.Id : $"{one.Source} {one.Id}", state(one), one.OpenedAt,
            Detail: one.Template?.Canonical));
}
