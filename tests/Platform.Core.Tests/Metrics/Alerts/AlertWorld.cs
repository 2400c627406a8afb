using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Alerts.Channels;
using Platform.Core.Metrics.Alerts.Rules;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Surveys;
using Platform.TestKit.Metrics;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Metrics.Alerts;

/// <summary>Stored figures in memory and all rules over them. It is noon of 30 June 2030, a Sunday.</summary>
internal sealed class AlertWorld : ISatisfaction
{
    public static readonly DateOnly Today = new(2030, 6, 30);

    public FakeTimeProvider Clock { get; } = new(KpiStory.Now);

    public MemoryRollups Rollups { get; } = new();

    public MemoryPlatform Platform { get; } = new();

    public MemoryOnboardingStore Onboarding { get; } = new();

    public MemoryAlerts Store { get; } = new();

    public RecordedChannel Channel { get; } = new();

    public Dictionary<Scope, SatisfactionReading> Satisfaction { get; } = [];

    public PlatformOptions Options { get; set; } = PlatformOptions.Default with
    {
        Alerts = AlertOptions.Default with { OpenAfterLooks = 1 },
    };

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<SatisfactionReading?> SmallestPublishableAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken) => Task.FromResult(
        Satisfaction.GetValueOrDefault(scope)
            ?? Satisfaction.GetValueOrDefault(new(ScopeKind.Organization, "organization")));

    /// <summary>As a process that has just started makes it.</summary>
    public AlertRun Run(params IAlertRule[] rules) => Run(rules, Channel);

    public AlertRun Run(IAlertRule[] rules, params IAlertChannel[] channels) => new(
        rules.Length > 0 ? rules
            : [new RollbackRateRule(), new DailyRollbacksRule(), new LeadTimeJumpRule(), new UnhappyDeliveryRule(this),
                new AdoptionFallingRule(), new AdoptionStalledRule(), new OnboardingRule(), new SilentSourceRule(Platform)],
        channels, Store, Rollups, Platform,
        new KpiReading(Platform, Onboarding, Platform, [new OnboardingKpi()], Options, DoraOptions.Default, Clock),
        DoraOptions.Default, Options, Clock, NullLogger<AlertRun>.Instance);

    public Task<AlertSummary> LookAsync() => Run().RunAsync(Cancel);

    public async Task<Alert?> AlertAsync(string rule, string subject) =>
        await Store.FindAsync(Alert.IdOf(rule, subject), Cancel);

    public async Task<IReadOnlyList<string>> OpenAsync() =>
        [.. (await Store.ListAsync(Cancel)).Where(alert => alert.State == AlertState.Open)
            .Select(alert => $"{alert.Rule} {alert.Subject}").Order(StringComparer.Ordinal)];
}
