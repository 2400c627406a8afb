using System.Globalization;
using Microsoft.Extensions.Logging;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Campaigns;

/// <summary>Writes down after each sweep how far the campaigns are, and reminds teams when little time is left.</summary>
public sealed partial class CampaignRun(
    IDocuments<Campaign> campaigns, ScorecardRun scorecards, IGoldenPathSource paths, INotifier notifier,
    ILogger<CampaignRun> logger) : IDriftListener
{
    /// <summary>Under this name stand those that nobody owns.</summary>
    public const string Nobody = "none";

    private const int MostNamed = 10;

    // Days before the last one; each is said once.
    private static readonly int[] Reminders = [14, 3, 0];

    public async Task OnSweepEndedAsync(DriftSweepEnd end, CancellationToken cancellationToken)
    {
        var running = (await campaigns.ListAsync(cancellationToken)).Where(one => one.IsRunning).ToList();
        if (running.Count == 0)
        {
            return;
        }

        var ground = await scorecards.GroundAsync(cancellationToken);
        var settings = (await paths.CurrentAsync(cancellationToken)).Reports;
        foreach (var campaign in running)
        {
            var subjects = CampaignJudgement.Of(campaign.Goal, ground);
            var point = PointOf(subjects, end.EndedAt);
            await campaigns.ChangeAsync(
                campaign.Name, known => known is { IsRunning: true } && known.Goal.Is(campaign.Goal) ? known.Seen(point) : null,
                cancellationToken);
            await RemindAsync(campaign, subjects, end.EndedAt, settings, cancellationToken);
        }

        Log.Seen(logger, running.Count);
    }

    public static CampaignPoint PointOf(IReadOnlyList<CampaignSubject> subjects, DateTimeOffset at) => new(
        at, CampaignCount.Of(subjects),
        subjects.GroupBy(one => one.Team ?? Nobody, StringComparer.Ordinal).OrderBy(team => team.Key, StringComparer.Ordinal)
            .ToDictionary(team => team.Key, team => CampaignCount.Of([.. team]), StringComparer.Ordinal));

    private async Task RemindAsync(
        Campaign campaign, IReadOnlyList<CampaignSubject> subjects, DateTimeOffset at, ReportSettings settings,
        CancellationToken cancellationToken)
    {
        var left = campaign.Goal.Target.DayNumber - DateOnly.FromDateTime(at.UtcDateTime).DayNumber;
        var due = Reminders.Where(days => left >= 0 && left <= days).DefaultIfEmpty(-1).Min();
        if (due < 0)
        {
            return;
        }

        var open = subjects.Where(one => one.Stand == CampaignStand.Open && one.Team is not null);
        foreach (var team in open.GroupBy(one => one.Team!, StringComparer.Ordinal))
        {
            // Teams without a channel of their own read of it in the report for all.
            if (settings.Channels.TryGetValue(team.Key, out var channel))
            {
                // The key lets each reminder of a target through once, however often a sweep's end is told.
                var key = string.Create(
                    CultureInfo.InvariantCulture,
                    $"drift-campaign/{campaign.Name}/{campaign.Goal.Target:yyyy-MM-dd}/{due}/{team.Key}");
                await notifier.NotifyAsync(new(key, Message(campaign, team.Key, [.. team], left), channel), cancellationToken);
            }
        }
    }

    private static ChatMessage Message(Campaign campaign, string team, List<CampaignSubject> open, int left)
    {
        var named = string.Join('\n', open.Take(MostNamed).Select(one => $"{one.Name}: {string.Join(", ", one.Failing)}"));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{campaign.Goal.Title}: {open.Count} open of {team}"),
            ChatSeverity.Warning,
            [
                new("Until", campaign.Goal.Target.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                new("Days left", left.ToString(CultureInfo.InvariantCulture)),
            ],
            [new(open.Count > MostNamed ? $"{named}\n…" : named)]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Wrote down how far {Campaigns} campaigns are.")]
        public static partial void Seen(ILogger logger, int campaigns);
    }
}
