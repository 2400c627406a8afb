using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Tickets per team and month: tickets opened in the window, wherever they were asked, by teams (those that own components, and
/// those that asked) and by months of 30.44 days. Its goal is the trend: Theil and Sen's slope over the six months up to the last
/// day, falling; beside it the last three of them to the three before.
/// </summary>
public sealed class TicketsKpi : IKpi
{
    public const int TrendMonths = 6;

    private const double DaysOfMonth = 365.25 / 12;

    public string Id => "ticketsPerTeamAndMonth";

    public string Meaning => "Tickets opened, by teams and months.";

    public MetricUnit Unit => MetricUnit.Score;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var tickets = In(inputs, span);
        var months = Months(inputs, span);
        var census = inputs.CensusAt(span.To);
        var teams = span.Scope.Kind is ScopeKind.Team or ScopeKind.Component
            ? 1
            : tickets.Select(ticket => inputs.TeamOf(ticket.Component, ticket.Team))
                .Concat(census is null ? [] : AdoptionKpi.Of(census, span.Scope).Select(one => one.Team))
                .OfType<string>().Distinct().Count();
        var value = teams == 0 ? (double?)null : tickets.Count / (double)teams / (span.Days / DaysOfMonth);
        var slope = months is null ? null : Trends.Slope(months);
        var developers = span.Scope.Kind == ScopeKind.Team
            ? census?.Developers.GetValueOrDefault(TeamNames.Of(span.Scope.Name) ?? string.Empty)
            : span.Scope.Kind == ScopeKind.Organization ? census?.People : null;
        var perTen = developers is > 0 ? tickets.Count / (developers / 10.0) / (span.Days / DaysOfMonth) : null;
        var ratio = months is null ? null : Trends.LastThreeToPrevious(months);
        return new(
            Id, Unit, value, value is null ? KpiReasons.NoTeams : null, new("falling", inputs.Options.GoalOwner),
            slope is null ? Verdict.Unknown : slope < 0 ? Verdict.Met : Verdict.NotMet,
            [
                new("tickets", MetricUnit.Count, tickets.Count),
                new("teams", MetricUnit.Count, teams),
                new("perTenDevelopers", MetricUnit.Score, perTen, perTen is null ? KpiReasons.NoDevelopers : null),
                new("slopePerMonth", MetricUnit.Score, slope, slope is null ? KpiReasons.NoHistory : null),
                new("lastThreeToPrevious", MetricUnit.Score, ratio, ratio is not null ? null
                    : months is null ? KpiReasons.NoHistory : KpiReasons.NothingBefore),
                new("closed", MetricUnit.Count, tickets.Count(ticket => ticket.ClosedAt is not null)),
                new("withPhrases", MetricUnit.Count, tickets.Count(ticket => Phrases(inputs, ticket).Any())),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span) => In(inputs, span).Select(ticket => new KpiEvidence(
        "ticket",
        $"{ticket.Source} {ticket.Id}",
        ticket.ClosedAt is null ? "open" : "closed",
        ticket.OpenedAt,
        Detail: string.Join("; ", new[] { inputs.TeamOf(ticket.Component, ticket.Team), ticket.Channel }
            .Concat(Phrases(inputs, ticket).Select(phrase => $"says '{phrase}'")).OfType<string>())));

    internal static IEnumerable<string> Phrases(KpiInputs inputs, Ticket ticket) =>
        inputs.Options.TicketPhrases.Where(phrase => ticket.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    /// <returns>
    /// Tickets of the six whole months up to the last day, whose own month counts only when it is over; null when nothing was
    /// ever heard of in the first of them or before: then a trend would be that of being told.
    /// </returns>
    private static IReadOnlyList<double>? Months(KpiInputs inputs, KpiSpan span)
    {
        var today = inputs.Clock.DayOf(inputs.Now);
        var end = DayClock.MonthOf(span.To).AddMonths(1) is var next && next <= span.To.AddDays(1) && next <= today
            ? next
            : DayClock.MonthOf(span.To);
        var first = end.AddMonths(-TrendMonths);
        var all = inputs.Tickets.Where(ticket => inputs.IsOf(span.Scope, ticket.Component, ticket.Team, ticket.System))
            .Select(ticket => inputs.Clock.DayOf(ticket.OpenedAt)).ToList();
        return !all.Exists(day => day < first.AddMonths(1))
            ? null
            : [.. Enumerable.Range(0, TrendMonths).Select(month => (double)all.Count(
                day => day >= first.AddMonths(month) && day < first.AddMonths(month + 1)))];
    }

    private static List<Ticket> In(KpiInputs inputs, KpiSpan span) => [.. inputs.Tickets.Where(ticket =>
        inputs.IsIn(span, ticket.OpenedAt) && inputs.IsOf(span.Scope, ticket.Component, ticket.Team, ticket.System))];
}
