using System.Text.Json.Serialization;

namespace Platform.Core.Metrics.Reports;

public enum DoraTier
{
    Low,
    Medium,
    High,
    Elite,
}

/// <summary>Where a figure would stand in the published table of a year.</summary>
public sealed record TierLabel([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DoraTier? Tier, NoValue? Reason)
{
    public static TierLabel Of(DoraTier? tier, NoValue reason) => new(tier, tier is null ? reason : null);
}

/// <summary>
/// Tiers as an overlay: DORA found other groups each year, publishes none since 2025 and never meant them as targets. So they
/// carry
/// their year, and are worked out from the figures, never stored or compared.
/// </summary>
/// <param name="Source">Whose boundaries: the published tables leave gaps, which tools closed.</param>
public sealed record DoraTiers(
    int Year,
    string? Source,
    TierLabel ChangeLeadTime,
    TierLabel DeploymentFrequency,
    TierLabel FailedDeploymentRecoveryTime,
    TierLabel ChangeFailRate)
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;
    private const double Never = double.PositiveInfinity;

    // Upper bounds in the order of the tiers; for the fail rate of 2024 "high" lies above "medium", as it was published.
    private static readonly Dictionary<int, Table> Tables = new()
    {
        [2019] = new(
            "fourkeys", [(Day, DoraTier.Elite), (7 * Day, DoraTier.High), (730 * Hour, DoraTier.Medium), (Never, DoraTier.Low)],
            [(Hour, DoraTier.Elite), (Day, DoraTier.High), (7 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(0.15, DoraTier.Elite), (0.46, DoraTier.Medium), (Never, DoraTier.Low)],
            (3, 1, 1)),
        [2021] = new(
            "Apache DevLake",
            [(Hour, DoraTier.Elite), (7 * Day, DoraTier.High), (180 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(Hour, DoraTier.Elite), (Day, DoraTier.High), (7 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(0.15, DoraTier.Elite), (0.20, DoraTier.High), (0.30, DoraTier.Medium), (Never, DoraTier.Low)],
            (5, 0.25, 1 / 6.0)),
        [2022] = new(
            "DORA, gaps closed upwards", [(7 * Day, DoraTier.High), (30 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(Day, DoraTier.High), (7 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(0.15, DoraTier.High), (0.30, DoraTier.Medium), (Never, DoraTier.Low)],
            (Never, 5, 1)),
        [2023] = new(
            "Apache DevLake",
            [(Day, DoraTier.Elite), (7 * Day, DoraTier.High), (30 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(Hour, DoraTier.Elite), (Day, DoraTier.High), (7 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(0.05, DoraTier.Elite), (0.10, DoraTier.High), (0.15, DoraTier.Medium), (Never, DoraTier.Low)],
            (5, 1, 1)),
        [2024] = new(
            "DORA, gaps closed upwards",
            [(Day, DoraTier.Elite), (7 * Day, DoraTier.High), (30 * Day, DoraTier.Medium), (Never, DoraTier.Low)],
            [(Hour, DoraTier.Elite), (Day, DoraTier.High), (Never, DoraTier.Low)],
            [(0.05, DoraTier.Elite), (0.10, DoraTier.Medium), (0.20, DoraTier.High), (Never, DoraTier.Low)],
            (5, 1, 1)),
    };

    public static DoraTiers Of(int year, DoraFigures figures, DeployDays days)
    {
        if (!Tables.TryGetValue(year, out var table))
        {
            var none = TierLabel.Of(null, NoValue.NoTiers);
            return new(year, null, none, none, none, none);
        }

        return new(
            year,
            table.Source,
            Label(figures.ChangeLeadTime.Value, table.LeadTime, figures.ChangeLeadTime.Reason),
            TierLabel.Of(FrequencyOf(days, table.DeployDays), NoValue.NoDeployments),
            Label(figures.FailedDeploymentRecoveryTime.Value, table.Recovery, figures.FailedDeploymentRecoveryTime.Reason),
            Label(figures.ChangeFailRate.Value, table.FailRate, figures.ChangeFailRate.Reason));
    }

    private static TierLabel Label(double? value, (double Bound, DoraTier Tier)[] table, NoValue? reason) =>
        TierLabel.Of(value is null ? null : table.First(row => IsWithin(value.Value, row.Bound)).Tier, reason ?? NoValue.NoTiers);

    // Shares are told as "up to", times as "less than".
    private static bool IsWithin(double value, double bound) => bound <= 1 ? value <= bound : value < bound;

    private static DoraTier? FrequencyOf(DeployDays days, (double Elite, double High, double MediumPerMonth) bounds) =>
        days.MedianPerWeek is not { } week ? null
        : week >= bounds.Elite ? DoraTier.Elite
        : week >= bounds.High || (bounds.High < 1 && days.MedianPerMonth >= bounds.High * 4) ? DoraTier.High
        : days.MedianPerMonth >= bounds.MediumPerMonth ? DoraTier.Medium
        : DoraTier.Low;

    private sealed record Table(
        string Source,
        (double Bound, DoraTier Tier)[] LeadTime,
        (double Bound, DoraTier Tier)[] Recovery,
        (double Bound, DoraTier Tier)[] FailRate,
        (double Elite, double High, double MediumPerMonth) DeployDays);
}
