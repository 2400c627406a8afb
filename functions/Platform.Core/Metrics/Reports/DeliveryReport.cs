using System.Text.Json.Serialization;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Reports;

/// <summary>The figures of a scope on a day. Recent days are provisional: their failures are still coming in.</summary>
public sealed record DayFigures(DateOnly Day, string Week, bool Provisional, DoraFigures Figures);

/// <summary>A week between the first and the last deployment; one without any counts zero days.</summary>
public sealed record WeekFigures(string Week, DateOnly Monday, int DeployDays);

public sealed record ScopeFigures(
    ScopeKind Scope, string Name, DateOnly? From, DateOnly? To, DoraFigures Figures, DeployDays DeployDays, DoraTiers? Tiers);

public sealed record ComponentFigures(
    EntityRef Component,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? To,
    DoraFigures Figures,
    DeployDays DeployDays,
    Durations TimeBetweenDeployments,
    DoraTiers? Tiers,
    Waiting Undeployed,
    Waiting Unrecovered,
    IReadOnlyList<WeekFigures> Weeks,
    IReadOnlyList<DayFigures> Days);

/// <summary>Everything that events tell about deliveries, and what it rests on.</summary>
public sealed record DeliveryReport(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? AsOf,
    string TimeZone,
    ScopeFigures Organization,
    IReadOnlyList<ScopeFigures> Teams,
    IReadOnlyList<ScopeFigures> Systems,
    IReadOnlyList<ComponentFigures> Components,
    IReadOnlyList<DeploymentRow> Deployments,
    IReadOnlyList<ChangeRow> Changes,
    IReadOnlyList<IncidentRow> Incidents,
    IReadOnlyList<GamingSignal> GamingWatch)
{
    public static DeliveryReport Of(DeliveryLedger ledger, DoraOptions options)
    {
        var asOf = options.AsOf ?? ledger.LastEventAt;
        var builder = new ReportBuilder(ledger, options, asOf ?? DateTimeOffset.UnixEpoch);
        return new(
            asOf,
            options.TimeZone,
            builder.Of(new Scope(ScopeKind.Organization, options.Organization)),
            builder.Scopes(ScopeKind.Team),
            builder.Scopes(ScopeKind.System),
            [.. ledger.Analyses.Select(analysis => builder.Of(analysis))],
            [.. ledger.Analyses.SelectMany(DeploymentRow.Of)],
            [.. ledger.Analyses.SelectMany(ChangeRow.Of)],
            [.. ledger.Analyses.SelectMany(IncidentRow.Of), .. ledger.Unattributed.Select(IncidentRow.Of)],
            LedgerWatch.Signals(ledger, options, asOf ?? DateTimeOffset.UnixEpoch));
    }
}
