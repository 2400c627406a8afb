namespace Platform.Core.Metrics.Alerts;

/// <summary>When figures are worth telling people about.</summary>
public sealed record AlertOptions
{
    public static readonly AlertOptions Default = new();

    /// <value>Rules that are not looked at, by id.</value>
    public IReadOnlyList<string> Off { get; init; } = [];

    /// <value>What holds in so many looks in a row is told.</value>
    public int OpenAfterLooks { get; init; } = 2;

    /// <value>What has not held for so long is over; twice as long for each time that it came back within a day.</value>
    public double ResolveAfterMinutes { get; init; } = 60;

    /// <value>Rollbacks to deployments over 30 days; more is too many.</value>
    public double RollbackRate { get; init; } = 0.1;

    public int RollbackDays { get; init; } = 30;

    /// <value>Of fewer deployments nobody is told anything.</value>
    public int LeastDeployments { get; init; } = 10;

    /// <value>Rollbacks on each of so many days in a row.</value>
    public int DailyRollbackDays { get; init; } = 3;

    /// <value>Median lead times up to it are strong.</value>
    public double StrongLeadTimeHours { get; init; } = 24;

    /// <value>Net deployments a day from it on are strong.</value>
    public double StrongDeploymentsPerDay { get; init; } = 1.0 / 7;

    /// <value>Change fail rates up to it are strong.</value>
    public double StrongChangeFailRate { get; init; } = 0.15;

    /// <value>Deployment frequency or lead time is rising when it got better by this part.</value>
    public double RisingBy { get; init; } = 0.1;

    /// <value>Percent favourable below it is low.</value>
    public double LowSatisfaction { get; init; } = 50;

    /// <value>Percent favourable that fell by so many points since the round before is falling.</value>
    public double SatisfactionFall { get; init; } = 10;

    /// <value>How old the last round may be.</value>
    public int SatisfactionDays { get; init; } = 120;

    /// <value>Adoption that lost this part of itself within a week is falling.</value>
    public double AdoptionFall { get; init; } = 0.05;

    /// <value>Adoption below it that does not grow is stalled.</value>
    public double AdoptionStalledBelow { get; init; } = 0.5;

    public int AdoptionStalledDays { get; init; } = 28;

    /// <value>Points of adoption that are growth.</value>
    public double AdoptionGrowth { get; init; } = 0.01;

    /// <value>Of fewer eligible components a share says little.</value>
    public int LeastComponents { get; init; } = 10;

    /// <value>The median of the last 7 days to that of the 28 days before.</value>
    public double LeadTimeJump { get; init; } = 2;

    /// <value>Of fewer changes, in either span, nobody is told anything.</value>
    public int LeastChanges { get; init; } = 10;

    /// <value>The share of new services within the target that is wanted.</value>
    public double OnboardingShare { get; init; } = 0.8;

    public int OnboardingDays { get; init; } = 30;

    public int LeastServices { get; init; } = 3;

    /// <value>How many times its own longest usual pause a source may be silent.</value>
    public double SilenceFactor { get; init; } = 2;

    /// <value>Shorter silence is never told.</value>
    public double LeastSilenceHours { get; init; } = 6;

    /// <value>A source that was heard in fewer hours of the last 28 days has no rhythm.</value>
    public int LeastSourceHours { get; init; } = 20;

    /// <value>A source that missed so many hours in which it usually is heard is silent.</value>
    public int MissedHours { get; init; } = 4;
}
