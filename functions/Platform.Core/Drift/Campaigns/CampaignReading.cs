using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Campaigns;

/// <param name="Now">As the ledger knows it now; of one that is ended, as it was last.</param>
/// <param name="IsLate">The last day has passed and something is open.</param>
public sealed record CampaignView(Campaign Campaign, CampaignPoint Now, bool IsLate, IReadOnlyList<CampaignSubject> Subjects);

/// <param name="Burned">What was open on each day, the oldest first.</param>
public sealed record CampaignProgress(
    string Name, string Title, DateOnly Target, CampaignCount Count, IReadOnlyList<CampaignBurn> Burned);

public sealed record CampaignBurn(DateOnly Day, int Open);

/// <summary>Tells how far campaigns are.</summary>
public sealed class CampaignReading(IDocuments<Campaign> campaigns, ScorecardRun scorecards, TimeProvider clock)
{
    private const int MostBurned = 90;

    /// <returns>Without their subjects; the next to end first.</returns>
    public async Task<IReadOnlyList<CampaignView>> ListAsync(bool? running, CancellationToken cancellationToken)
    {
        var found = (await campaigns.ListAsync(cancellationToken))
            .Where(one => running is null || one.IsRunning == running).ToList();
        var ground = found.Any(one => one.IsRunning) ? await scorecards.GroundAsync(cancellationToken) : null;
        return
        [
            .. found.OrderBy(one => one.Goal.Target).ThenBy(one => one.Name, StringComparer.Ordinal)
                .Select(one => View(one, ground) with { Subjects = [] }),
        ];
    }

    public async Task<CampaignView?> FindAsync(string name, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(name, cancellationToken) is { } found
            ? View(found, found.IsRunning ? await scorecards.GroundAsync(cancellationToken) : null)
            : null;

    /// <param name="team">Canonical reference; null for all.</param>
    /// <returns>Of what runs, and has something of the team in it.</returns>
    public async Task<IReadOnlyList<CampaignProgress>> ProgressAsync(string? team, CancellationToken cancellationToken) =>
    [
        .. (await campaigns.ListAsync(cancellationToken)).Where(one => one is { IsRunning: true, Points.Count: > 0 })
            .OrderBy(one => one.Goal.Target).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => Progress(one, team)).OfType<CampaignProgress>(),
    ];

    private static CampaignProgress? Progress(Campaign campaign, string? team)
    {
        CampaignCount? Count(CampaignPoint point) => team is null ? point.All : point.Teams.GetValueOrDefault(team);
        var points = campaign.PointsOfGoal();
        return points.Count > 0 && Count(points[^1]) is { } now
            ? new(
                campaign.Name, campaign.Goal.Title, campaign.Goal.Target, now,
                [.. points.TakeLast(MostBurned).Select(point => new CampaignBurn(
                    DateOnly.FromDateTime(point.At.UtcDateTime), Count(point)?.Open ?? 0))])
            : null;
    }

    private CampaignView View(Campaign campaign, ScorecardGround? ground)
    {
        var now = clock.GetUtcNow();
        var subjects = campaign.IsRunning ? CampaignJudgement.Of(campaign.Goal, ground!) : [];
        var point = !campaign.IsRunning && campaign.PointsOfGoal() is [.., var last] ? last : CampaignRun.PointOf(subjects, now);
        return new(
            campaign, point, campaign.IsRunning && DateOnly.FromDateTime(now.UtcDateTime) > campaign.Goal.Target
                && point.All.Open > 0, subjects);
    }
}
