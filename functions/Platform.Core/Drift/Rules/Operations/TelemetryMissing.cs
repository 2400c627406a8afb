namespace Platform.Core.Drift.Rules.Operations;

public sealed class TelemetryMissing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "telemetry-missing",
        "The service sends no telemetry",
        RuleSeverity.Info,
        SubjectKind.Repository,
        "Looks for signs of OpenTelemetry in a service's packages, settings and manifests. Without traces a request's way "
            + "through several "
            + "services is guesswork.",
        "Add the OpenTelemetry SDK or agent of your language, and set OTEL_EXPORTER_OTLP_ENDPOINT.",
        [FactNames.Listing, FactNames.Content, FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context) => RuleScope.SkipWithoutService(context)
        ?? (context.Repository.Content!.Value.TelemetrySigns.Count > 0 ? RuleJudgement.Passed
            : RuleJudgement.Failed("Nothing here speaks of OpenTelemetry.", expected: "an OpenTelemetry SDK, agent or setting"));
}
