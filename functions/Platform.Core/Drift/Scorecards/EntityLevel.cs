using Platform.Core.Primitives;

namespace Platform.Core.Drift.Scorecards;

/// <param name="Rules">What made the difference: those that fail now, or that failed before.</param>
public sealed record LevelChange(DateTimeOffset At, string Sweep, string? From, string? To, IReadOnlyList<string> Rules);

/// <summary>Which level an entity holds on a scorecard, and which it held. Written only when it changes.</summary>
/// <param name="Entity">Canonical reference.</param>
/// <param name="Failing">Rules that failed when it changed last.</param>
public sealed record EntityLevel(
    string Scorecard, string Entity, string? Level, DateTimeOffset Since, IReadOnlyList<string> Failing)
{
    private const int MostHistory = 50;

    /// <value>The latest last.</value>
    public IReadOnlyList<LevelChange> History { get; init; } = [];

    public string Id => IdOf(Scorecard, Entity);

    public static string IdOf(string scorecard, string entity) => ContentHash.Of($"{scorecard}\n{entity}")[..32];

    /// <summary>
    /// What is to be kept after a result. As long as something unknown could mean what was known before, nothing changes: no one
    /// rises or falls because a fact is missing.
    /// </summary>
    /// <param name="ranks">The scorecard's levels, the lowest first.</param>
    /// <returns>The known one when there is nothing to write.</returns>
    public static EntityLevel Next(
        EntityLevel? known, ScorecardResult result, string entity, IReadOnlyList<string> ranks, string sweep, DateTimeOffset at)
    {
        var (least, most) = (Rank(ranks, result.Level), Rank(ranks, result.AtMost));
        var before = known?.Level is { } old && !ranks.Contains(old) ? null : known?.Level;
        var level = known is null ? least : Math.Clamp(Rank(ranks, before), least, most);
        var name = level < 0 ? null : ranks[level];
        if (known is not null && (known.Level == name || at < known.Since))
        {
            return known;
        }

        IReadOnlyList<string> failing =
            [.. result.Rules.Where(rule => rule.Stand == RuleStand.Failed).Select(rule => rule.Rule)];
        var why = known is null ? failing : [.. failing.Except(known.Failing), .. known.Failing.Except(failing)];
        return new(result.Scorecard, entity, name, at, failing)
        {
            History = [.. (known?.History ?? []).TakeLast(MostHistory - 1), new(at, sweep, known?.Level, name, why)],
        };
    }

    private static int Rank(IReadOnlyList<string> ranks, string? level) =>
        level is null ? -1 : ranks.ToList().IndexOf(level);
}
