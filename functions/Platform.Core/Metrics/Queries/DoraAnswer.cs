using System.Text.Json.Serialization;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>The figures of a part of the span.</summary>
/// <param name="Label">2026-01-31, 2026-W05 or 2026-01.</param>
/// <param name="Provisional">Failures of its last days are still coming in.</param>
public sealed record PeriodFigures(string Label, DateOnly From, DateOnly To, bool Provisional, DoraFigures Figures);

/// <summary>The same figures of another span.</summary>
public sealed record ComparedFigures(DateOnly From, DateOnly To, DoraFigures Figures);

/// <param name="Scope">What kind it is.</param>
/// <param name="TimeZone">Whose days these are.</param>
/// <param name="Tiers">Only when the options name a year.</param>
public sealed record DoraAnswer(
    ScopeKind Scope,
    string Name,
    DateOnly From,
    DateOnly To,
    string TimeZone,
    bool Provisional,
    DoraFigures Figures,
    DeployDays DeployDays,
    DoraTiers? Tiers,
    IReadOnlyList<PeriodFigures>? Periods,
    ComparedFigures? Comparison)
{
    /// <value>What began up to the last day and hasn't ended.</value>
    public required OpenWork Open { get; init; }

    /// <value>Where what is behind the figures is told.</value>
    [JsonPropertyOrder(1)]
    public required string Explain { get; init; }
}
