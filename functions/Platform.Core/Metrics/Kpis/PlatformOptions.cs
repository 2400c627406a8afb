using Platform.Core.Metrics.Alerts;

namespace Platform.Core.Metrics.Kpis;

/// <summary>
/// Goals of the platform's figures, and what about them reasonable people decide differently. Goals are ours to set: nobody
/// publishes benchmarks for most of them.
/// </summary>
public sealed record PlatformOptions
{
    public static readonly PlatformOptions Default = new();

    /// <value>Who answers for the goals; shown beside them.</value>
    public string GoalOwner { get; init; } = "platform team";

    /// <value>From the request to production; the median is to be below it, and each service is within it or over it.</value>
    public double OnboardingHours { get; init; } = 2;

    /// <value>Adoption of golden paths is to be above it.</value>
    public double AdoptionShare { get; init; } = 0.8;

    public double SelfServiceShare { get; init; } = 0.8;

    public double TemplateSuccessShare { get; init; } = 0.95;

    /// <value>Of first CI runs and of nightly verifications.</value>
    public double VerificationShare { get; init; } = 0.95;

    /// <value>How long ago the catalog may have verified an entity.</value>
    public double FreshnessHours { get; init; } = 24;

    /// <value>Of entities that were verified within these hours, the share that is wanted.</value>
    public double FreshShare { get; init; } = 0.95;

    /// <value>A component that was neither deployed nor committed to for so long is not active.</value>
    public int ActiveDays { get; init; } = 90;

    /// <value>Of components that don't count any more, as <c>spec.lifecycle</c> says.</value>
    public IReadOnlyList<string> RetiredLifecycles { get; init; } = ["deprecated", "archived", "retired", "end-of-life"];

    /// <value>The annotation that exempts a component; its value is the reason.</value>
    public string ExemptAnnotation { get; init; } = "platform.functions/golden-path-exempt";

    /// <value>Whether a component is on the path only with the version of its template that is offered now.</value>
    public bool NewestTemplateOnly { get; init; }

    /// <value>What is counted in tickets, whatever the case of its letters.</value>
    public IReadOnlyList<string> TicketPhrases { get; init; } =
        ["faster without", "quicker without", "easier without", "work around the platform", "workaround", "bypass the platform",
            "do it by hand", "do it manually"];

    public AlertOptions Alerts { get; init; } = AlertOptions.Default;
}
