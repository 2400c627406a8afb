using Microsoft.Extensions.Logging;
using Platform.Core.Metrics.Alerts.Channels;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Observability;

namespace Platform.Core.Metrics.Alerts;

/// <param name="Failed">Rules that could not look; what they said before stands.</param>
public sealed record AlertSummary(int Seen, int Open, int Announced, int Failed);

/// <summary>
/// Looks with every rule, writes down what is and what is to be told, and hands it over: in this order, so that a process that
/// ends anywhere leaves at worst something that is handed over twice, under the same id. May be repeated at any time.
/// </summary>
public sealed partial class AlertRun(
    IEnumerable<IAlertRule> rules,
    IEnumerable<IAlertChannel> channels,
    IAlertStore store,
    IRollupReader rollups,
    ICensusStore censuses,
    KpiReading kpis,
    DoraOptions metrics,
    PlatformOptions options,
    TimeProvider clock,
    ILogger<AlertRun> logger)
{
    private readonly IReadOnlyList<IAlertRule> _rules = [.. rules];
    private readonly IReadOnlyList<IAlertChannel> _channels = [.. channels];

    public string RunbookOf(string rule) => _rules.FirstOrDefault(one => one.Id == rule)?.Runbook ?? string.Empty;

    public async Task<AlertSummary> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var figures = new AlertFigures(rollups, censuses, kpis, metrics, options, now);
        var known = await store.ListAsync(cancellationToken);
        var (seen, failed) = (0, 0);
        foreach (var rule in _rules)
        {
            if (options.Alerts.Off.Contains(rule.Id))
            {
                await JudgeAsync(rule.Id, [], known, now, cancellationToken);
                continue;
            }

            try
            {
                if (await rule.LookAsync(figures, cancellationToken) is { } found)
                {
                    seen += found.Count;
                    await JudgeAsync(rule.Id, found, known, now, cancellationToken);
                }
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One rule must not silence the others; what it said before stands until it can look again.
                failed++;
                Log.Failed(logger, failure, rule.Id);
            }
        }

        var announced = await HandOverAsync(now, cancellationToken);
        var open = (await store.ListAsync(cancellationToken)).Count(alert => alert.State == AlertState.Open);
        await MeasureAsync(figures, cancellationToken);
        if (seen + announced + failed > 0)
        {
            Log.Done(logger, seen, open, announced, failed);
        }

        return new(seen, open, announced, failed);
    }

    private async Task JudgeAsync(
        string rule, IReadOnlyList<AlertFinding> found, IReadOnlyList<Alert> known, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        foreach (var finding in found.DistinctBy(finding => finding.Subject))
        {
            await store.ChangeAsync(
                Alert.IdOf(rule, finding.Subject),
                alert => (alert ?? Alert.Of(rule, finding, now)).Seen(finding, now, options.Alerts),
                cancellationToken);
        }

        var subjects = found.Select(finding => finding.Subject).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in known.Where(alert => alert.Rule == rule && !subjects.Contains(alert.Subject)
            && (alert.State == AlertState.Open || alert.Looks > 0)))
        {
            await store.ChangeAsync(gone.Id, alert => alert?.NotSeen(now, options.Alerts), cancellationToken);
        }
    }

    // What is told follows from what is stored: also what a process that died had found out and not handed over.
    private async Task<int> HandOverAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var on = _channels.Where(channel => channel.IsOn).ToList();
        var names = on.ConvertAll(channel => channel.Name);
        var announced = 0;
        foreach (var listed in await store.ListAsync(cancellationToken))
        {
            var alert = listed;
            var news = alert.Announce(names, now);
            if (!ReferenceEquals(news, alert))
            {
                alert = (await store.ChangeAsync(
                    alert.Id, current => current?.Announce(names, now) is { } changed && !ReferenceEquals(changed, current)
                        ? changed
                        : null, cancellationToken))!;
                announced++;
                PlatformMetrics.AlertsAnnounced.Add(
                    1,
                    new KeyValuePair<string, object?>(TelemetryTags.Rule, alert.Rule),
                    new KeyValuePair<string, object?>(TelemetryTags.Outcome, $"{alert.State}".ToLowerInvariant()));
            }

            foreach (var announcement in alert.Outbox)
            {
                await HandOverAsync(alert, announcement, on, cancellationToken);
            }
        }

        return announced;
    }

    private async Task HandOverAsync(
        Alert alert, AlertAnnouncement announcement, IReadOnlyList<IAlertChannel> on, CancellationToken cancellationToken)
    {
        foreach (var name in announcement.Open)
        {
            // A channel that was taken away since needs nothing more.
            if (on.FirstOrDefault(channel => channel.Name == name) is { } channel)
            {
                try
                {
                    await channel.HandOverAsync(
                        AlertNews.Of(alert, announcement, RunbookOf(alert.Rule)), cancellationToken);
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    // The next look tries again; the other channels are not to wait for it.
                    Log.NotHandedOver(logger, failure, announcement.Id, name);
                    continue;
                }
            }

            await store.ChangeAsync(alert.Id, current => current?.Delivered(announcement.Id, name), cancellationToken);
        }
    }

    private async Task MeasureAsync(AlertFigures figures, CancellationToken cancellationToken)
    {
        var alerts = await store.ListAsync(cancellationToken);
        foreach (var rule in _rules)
        {
            PlatformMetrics.AlertsOpen.Record(
                alerts.Count(alert => alert.Rule == rule.Id && alert.State == AlertState.Open),
                new KeyValuePair<string, object?>(TelemetryTags.Rule, rule.Id));
        }

        var inputs = await figures.InputsAsync(cancellationToken);
        var span = new KpiSpan(figures.Organization, figures.Today.AddDays(1 - options.Alerts.OnboardingDays), figures.Today);
        foreach (var kpi in kpis.Kpis)
        {
            var figure = kpi.Of(inputs, span);
            var name = new KeyValuePair<string, object?>(TelemetryTags.Kpi, kpi.Id);
            if (figure.Value is { } value)
            {
                PlatformMetrics.KpiValue.Record(value, name);
            }

            if (figure.Verdict != Verdict.Unknown)
            {
                PlatformMetrics.KpiGoals.Record(figure.Verdict == Verdict.Met ? 1 : 0, name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information, "Alerts: {Seen} findings, {Open} open, {Announced} announced, {Failed} rules failed.")]
        public static partial void Done(ILogger logger, int seen, int open, int announced, int failed);

        [LoggerMessage(2, LogLevel.Error, "Alert rule {Rule} could not look.")]
        public static partial void Failed(ILogger logger, Exception exception, string rule);

        [LoggerMessage(3, LogLevel.Warning, "Announcement {Id} could not be handed to {Channel}; the next look tries again.")]
        public static partial void NotHandedOver(ILogger logger, Exception exception, string id, string channel);
    }
}
