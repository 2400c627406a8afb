using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Scaffolding.Onboarding;

namespace Platform.Core.Metrics.Kpis;

/// <summary>Answers questions about the platform itself.</summary>
public sealed class KpiReading(
    IPlatformNotes notes,
    IOnboardingStore onboarding,
    ICensusStore censuses,
    IEnumerable<IKpi> kpis,
    PlatformOptions options,
    DoraOptions metrics,
    TimeProvider clock)
{
    /// <summary>What began so long before is still told as one with its end.</summary>
    private const int LongestRequest = 92;
    private const int AtOnce = 8;

    private readonly DayClock _days = new(metrics.TimeZone);

    public IReadOnlyList<IKpi> Kpis { get; } = [.. kpis];

    public async Task<PlatformAnswer> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var span = new KpiSpan(query.Scope, query.From, query.To);
        var previous = Before(span);
        var compared = query.Compared is { } other ? new KpiSpan(query.Scope, other.From, other.To) : null;
        var periods = query.Granularity == Granularity.Total ? [] : query.Periods().ToList();
        var spans = periods.Select(period => new KpiSpan(query.Scope, period.From, period.To)).ToList();
        var inputs = await ReadAsync(
            [span, previous, .. compared is null ? [] : new[] { compared }, .. spans], cancellationToken);
        return new(
            query.Scope.Kind,
            query.Scope.Name,
            query.From,
            query.To,
            metrics.TimeZone,
            IsProvisional(query.To),
            inputs.CensusAt(query.To)?.At,
            [.. Kpis.Select(kpi => KpiView.Of(kpi, kpi.Of(inputs, span), kpi.Of(inputs, previous), span))],
            periods.Count == 0 ? null : [.. periods.Select((period, place) => new PeriodKpis(
                period.Label, period.From, period.To, IsProvisional(period.To), FiguresOf(inputs, spans[place])))],
            compared is null ? null : new(compared.From, compared.To, FiguresOf(inputs, compared)));
    }

    /// <returns>What is behind one figure, or behind all of them.</returns>
    public async Task<IReadOnlyList<(IKpi Kpi, IReadOnlyList<KpiEvidence> Evidence)>> ExplainAsync(
        KpiSpan span, string? id, CancellationToken cancellationToken)
    {
        var inputs = await ReadAsync([span], cancellationToken);
        return [.. Kpis.Where(kpi => id is null || kpi.Id == id)
            .Select(kpi => (kpi, (IReadOnlyList<KpiEvidence>)[.. kpi.Explain(inputs, span)]))];
    }

    /// <param name="spans">Everything that figures are wanted of.</param>
    public async Task<KpiInputs> ReadAsync(IReadOnlyList<KpiSpan> spans, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = _days.DayOf(now);
        var (first, last) = (spans.Min(span => span.From), spans.Max(span => span.To));
        var trend = spans.Min(span => DayClock.MonthOf(span.To).AddMonths(-TicketsKpi.TrendMonths - 1));
        var (since, until) = (
            first.AddDays(-LongestRequest) is var early && early < trend ? early : trend, today > last ? today : last);
        var requests = Request.Of(await notes.ListAsync(NoteKind.Request, since, until, cancellationToken));
        var tickets = await notes.ListAsync(NoteKind.Ticket, since, until, cancellationToken);
        var views = await notes.ListAsync(
            NoteKind.View, spans.Min(span => span.From.AddDays(-span.Days)), last, cancellationToken);
        var records = new List<OnboardingRecord>();
        await foreach (var record in onboarding.ListAsync(
            _days.StartOf(first), _days.StartOf(last.AddDays(1)), cancellationToken))
        {
            records.Add(record);
        }

        return new(
            requests,
            Ticket.Of(tickets, requests),
            [.. views.DistinctBy(view => (view.Source, view.Id))],
            NewService.Of(records, requests, now),
            await CensusesAsync([today, .. spans.SelectMany(
                span => new[] { span.To, span.To.AddDays(-AdoptionKpi.StickinessDays) })], cancellationToken),
            options,
            _days,
            now);
    }

    public static KpiSpan Before(KpiSpan span) =>
        span with { From = span.From.AddDays(-span.Days), To = span.From.AddDays(-1) };

    private async Task<IReadOnlyList<PlatformCensus>> CensusesAsync(
        IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<DateOnly, PlatformCensus>();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(days.Distinct(), limits, async (day, token) =>
        {
            if (await censuses.LastAsync(day.AddDays(-KpiInputs.CensusDays), day, token) is { } census)
            {
                found[census.Day] = census;
            }
        });
        return [.. found.Values.OrderBy(census => census.Day)];
    }

    private IReadOnlyList<KpiFigure> FiguresOf(KpiInputs inputs, KpiSpan span) => [.. Kpis.Select(kpi => kpi.Of(inputs, span))];

    private bool IsProvisional(DateOnly to) => to >= _days.DayOf(clock.GetUtcNow());
}

/// <summary>The figures of a part of the span.</summary>
public sealed record PeriodKpis(string Label, DateOnly From, DateOnly To, bool Provisional, IReadOnlyList<KpiFigure> Figures);

/// <summary>The same figures of another span.</summary>
public sealed record ComparedKpis(DateOnly From, DateOnly To, IReadOnlyList<KpiFigure> Figures);

/// <param name="CensusAt">When the catalog was last looked at for the figures of the last day; null when it never was.</param>
/// <param name="Provisional">The last day is not over.</param>
public sealed record PlatformAnswer(
    ScopeKind Scope,
    string Name,
    DateOnly From,
    DateOnly To,
    string TimeZone,
    bool Provisional,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? CensusAt,
    IReadOnlyList<KpiView> Figures,
    IReadOnlyList<PeriodKpis>? Periods,
    ComparedKpis? Comparison);
