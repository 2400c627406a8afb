using Platform.Core.Primitives;

namespace Platform.Core.Drift.Campaigns;

/// <summary>What a campaign wants: that all its rules pass, or that a level of a scorecard is held.</summary>
/// <param name="Rules">Ids; empty when a level is wanted.</param>
/// <param name="Level">Of the scorecard; null when rules are named.</param>
/// <param name="Target">The last day.</param>
/// <param name="Scope"><c>team:NAME</c>, <c>owner:NAME</c> or <c>system:NAME</c>; null for all.</param>
public sealed record CampaignGoal(
    string Title, IReadOnlyList<string> Rules, string? Scorecard, string? Level, DateOnly Target, string? Scope)
{
    public bool Is(CampaignGoal other) => other.Rules.SequenceEqual(Rules) && other with { Rules = Rules } == this;

    /// <summary>What is counted; another title or day changes nothing of it.</summary>
    public string AimOf() => ContentHash.Of(string.Join(
        '\n', [Scope ?? string.Empty, Scorecard ?? string.Empty, Level ?? string.Empty, .. Rules]))[..12];
}

public enum CampaignWhat
{
    Started,
    Changed,
    Ended,
}

/// <param name="Goal">As it was from then on.</param>
public sealed record CampaignChange(DateTimeOffset At, string By, CampaignWhat What, CampaignGoal Goal);

/// <summary>What many are to reach by a day. One that is ended is kept, with all that it was.</summary>
/// <param name="Changes">The oldest first; the first of all is kept.</param>
/// <param name="Points">One a day at most of each aim, the oldest first.</param>
/// <param name="Ended">When somebody ended it.</param>
public sealed record Campaign(
    string Name, CampaignGoal Goal, IReadOnlyList<CampaignChange> Changes, IReadOnlyList<CampaignPoint> Points,
    DateTimeOffset? Ended)
{
    private const int MostChanges = 50;

    // Two years and a bit.
    private const int MostPoints = 800;

    public bool IsRunning => Ended is null;

    /// <summary>Those that counted what the goal counts now; others can't be compared with them.</summary>
    public IReadOnlyList<CampaignPoint> PointsOfGoal()
    {
        var aim = Goal.AimOf();
        return [.. Points.Where(point => AimOf(point) == aim)];
    }

    /// <returns>The known one when it wants the same already.</returns>
    public static Campaign With(Campaign? known, string name, CampaignGoal goal, string by, DateTimeOffset now)
    {
        if (known is null)
        {
            return new(name, goal, [new(now, by, CampaignWhat.Started, goal)], [], null);
        }

        var what = known.IsRunning ? CampaignWhat.Changed : CampaignWhat.Started;
        return known.IsRunning && known.Goal.Is(goal)
            ? known
            : known with { Goal = goal, Ended = null, Changes = Added(known.Changes, new(now, by, what, goal)) };
    }

    public Campaign End(string by, DateTimeOffset now) => IsRunning
        ? this with { Ended = now, Changes = Added(Changes, new(now, by, CampaignWhat.Ended, Goal)) }
        : this;

    /// <summary>The latest state of a day is the day's; one that comes late changes nothing.</summary>
    public Campaign Seen(CampaignPoint point)
    {
        if (!IsRunning || Points is [.., { At: var last }] && last >= point.At)
        {
            return this;
        }

        var aim = Goal.AimOf();
        var others = Points.Where(one => one.At.UtcDateTime.Date != point.At.UtcDateTime.Date || AimOf(one) != aim);
        return this with { Points = [.. others.TakeLast(MostPoints - 1), point with { Aim = aim }] };
    }

    // Points did not always say what they count.
    private string AimOf(CampaignPoint point) => point.Aim ?? Changes[0].Goal.AimOf();

    private static IReadOnlyList<CampaignChange> Added(IReadOnlyList<CampaignChange> known, CampaignChange change) =>
        known.Count < MostChanges ? [.. known, change] : [known[0], .. known.TakeLast(MostChanges - 2), change];
}

/// <summary>How far it was at one moment.</summary>
public sealed record CampaignPoint(DateTimeOffset At, CampaignCount All, IReadOnlyDictionary<string, CampaignCount> Teams)
{
    /// <value>Of the goal that was counted.</value>
    public string? Aim { get; init; }
}

/// <param name="Done">Those that are exempt among them.</param>
/// <param name="Unknown">Of which nobody can tell yet.</param>
/// <param name="Exempt">Done by somebody's leave only.</param>
public sealed record CampaignCount(int Done, int Open, int Unknown, int Exempt)
{
    public int Total => Done + Open + Unknown;

    public double Share => Total == 0 ? 1 : (double)Done / Total;

    public static CampaignCount Of(IReadOnlyCollection<CampaignSubject> subjects) => new(
        subjects.Count(one => one.Stand is CampaignStand.Done or CampaignStand.Exempt),
        subjects.Count(one => one.Stand == CampaignStand.Open),
        subjects.Count(one => one.Stand == CampaignStand.Unknown),
        subjects.Count(one => one.Stand == CampaignStand.Exempt));
}

public enum CampaignStand
{
    Open,
    Unknown,
    Exempt,
    Done,
}

/// <param name="Rule">What is not held, and is allowed not to be.</param>
public sealed record CampaignExemption(string Rule, string Subject, string Reason, string? ApprovedBy, DateTimeOffset Until);

/// <param name="Subject">Its key.</param>
/// <param name="Team">Canonical reference; null when nobody owns it.</param>
/// <param name="Failing">Rules in its way.</param>
public sealed record CampaignSubject(
    string Subject, string Name, string? Team, CampaignStand Stand, IReadOnlyList<string> Failing,
    IReadOnlyList<CampaignExemption> Exemptions);
