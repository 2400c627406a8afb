using Platform.Core.Catalog;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Scorecards;

/// <param name="Remediation">What to do about it.</param>
public sealed record StepRule(string Rule, string Title, string Remediation, IReadOnlyList<RuleEvidence> Evidence);

/// <summary>What brings the next level.</summary>
/// <param name="Level">Null when the highest is held.</param>
/// <param name="Rules">Those that fail.</param>
/// <param name="Unknown">Those of which nobody knows yet.</param>
public sealed record NextStep(string? Level, IReadOnlyList<StepRule> Rules, IReadOnlyList<string> Unknown);

public sealed record StandingEntity(
    string Entity, string? Owner, string? System, ScorecardResult Result, DateTimeOffset? Since, NextStep Next,
    IReadOnlyList<LevelChange> History);

/// <param name="Kind">team, system or organization.</param>
/// <param name="Levels">How many entities hold each; <c>none</c> for those that hold no level.</param>
/// <param name="Uncertain">Of how many something is unknown that could mean another level.</param>
public sealed record ScorecardRollup(
    string Kind, string Name, int Entities, IReadOnlyDictionary<string, int> Levels, int Uncertain, int Stale, double Score);

/// <summary>Why something is other than a week ago.</summary>
public sealed record EvidenceChange(
    DateTimeOffset At, string Subject, string Rule, FindingChange What, IReadOnlyList<RuleEvidence> Added,
    IReadOnlyList<RuleEvidence> Removed);

public sealed record ScorecardView(
    Scorecard Scorecard, IReadOnlyList<ScorecardRollup> Rollups, IReadOnlyList<StandingEntity> Entities,
    IReadOnlyList<LevelChange> Changed);

/// <param name="Changes">What changed within the last week and why, the latest first.</param>
public sealed record EntityStanding(
    string Entity, IReadOnlyList<StandingEntity> Scorecards, IReadOnlyList<EvidenceChange> Changes);

/// <summary>Tells how entities stand, by what the ledger knows now.</summary>
public sealed class ScorecardReading(ScorecardRun run, IDocuments<EntityLevel> levels, TimeProvider clock)
{
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static readonly Dictionary<string, RuleDescription> Rules =
        DriftRules.All.ToDictionary(rule => rule.Description.Id, rule => rule.Description, StringComparer.Ordinal);

    public async Task<IReadOnlyList<ScorecardView>> ListAsync(CancellationToken cancellationToken)
    {
        var (ground, known) = (await run.GroundAsync(cancellationToken), await LevelsAsync(cancellationToken));
        return [.. ground.Scorecards.Select(scorecard =>
        {
            var entities = Entities(ground, scorecard, known, _ => true);
            return new ScorecardView(scorecard, [Rollup("organization", string.Empty, entities)], [], []);
        })];
    }

    /// <param name="scope"><c>team:NAME</c>, <c>system:NAME</c> or null for all.</param>
    /// <returns>Null when there is no such scorecard.</returns>
    public async Task<ScorecardView?> FindAsync(string id, ScorecardScope? scope, CancellationToken cancellationToken)
    {
        var ground = await run.GroundAsync(cancellationToken);
        if (ground.Scorecards.FirstOrDefault(one => one.Id == id) is not { } scorecard)
        {
            return null;
        }

        var known = await LevelsAsync(cancellationToken);
        var entities = Entities(ground, scorecard, known, record => scope?.Has(record.Subject) ?? true);
        var since = clock.GetUtcNow() - Week;
        return new(
            scorecard,
            [
                Rollup("organization", string.Empty, entities),
                .. Rollups("team", entities, entity => entity.Owner),
                .. Rollups("system", entities, entity => entity.System),
            ],
            entities,
            [.. entities.SelectMany(entity => entity.History).Where(change => change.At >= since)
                .OrderByDescending(change => change.At)]);
    }

    /// <returns>Null when no sweep has seen it.</returns>
    public async Task<EntityStanding?> FindAsync(EntityRef entity, CancellationToken cancellationToken)
    {
        var ground = await run.GroundAsync(cancellationToken);
        if (ground.Entities.GetValueOrDefault(entity.Canonical) is not { } record)
        {
            return null;
        }

        var (known, since) = (await LevelsAsync(cancellationToken), clock.GetUtcNow() - Week);
        SubjectRecord?[] records = [record, ground.RepositoryOf(record)];
        return new(
            entity.Canonical,
            [.. ground.Scorecards.SelectMany(scorecard => Entities(ground, scorecard, known, one => one == record))],
            [.. records.OfType<SubjectRecord>().SelectMany(one => one.Findings)
                .SelectMany(finding => finding.History.Select(entry => new EvidenceChange(
                    entry.At, finding.Subject.Key, finding.Rule, entry.What, entry.Added, entry.Removed)))
                .Where(change => change.At >= since)
                .OrderByDescending(change => change.At)]);
    }

    public static NextStep NextOf(Scorecard scorecard, ScorecardResult result, IEnumerable<SubjectRecord?> records)
    {
        var held = scorecard.Levels.ToList().FindIndex(level => level.Id == result.Level);
        var next = scorecard.Levels.Skip(held + 1).FirstOrDefault();
        var findings = records.OfType<SubjectRecord>().SelectMany(record => record.Findings)
            .Where(finding => finding.State == FindingState.Open)
            .ToLookup(finding => (finding.Rule, finding.Subject.Key));
        var wanted = next is null ? [] : scorecard.IsWeighted ? result.Rules
            : result.Rules.Where(rule => rule.Level == next.Id).ToList();
        return new(
            next?.Id,
            [.. wanted.Where(rule => rule.Stand == RuleStand.Failed)
                .OrderByDescending(rule => scorecard.Weights.GetValueOrDefault(rule.Rule))
                .Select(rule => new StepRule(
                    rule.Rule, Rules.GetValueOrDefault(rule.Rule)?.Title ?? rule.Rule,
                    Rules.GetValueOrDefault(rule.Rule)?.Remediation ?? string.Empty,
                    findings[(rule.Rule, rule.Subject)].FirstOrDefault()?.Evidence ?? []))],
            [.. wanted.Where(rule => rule.Stand == RuleStand.Unknown).Select(rule => rule.Rule)]);
    }

    private async Task<Dictionary<string, EntityLevel>> LevelsAsync(CancellationToken cancellationToken) =>
        (await levels.ListAsync(cancellationToken)).ToDictionary(level => level.Id, StringComparer.Ordinal);

    private static List<StandingEntity> Entities(
        ScorecardGround ground, Scorecard scorecard, Dictionary<string, EntityLevel> known, Func<SubjectRecord, bool> isWanted) =>
    [
        .. ground.Of(scorecard).Where(isWanted).OrderBy(record => record.Subject.Name, StringComparer.Ordinal).Select(record =>
        {
            var result = ground.Judge(scorecard, record);
            var level = known.GetValueOrDefault(EntityLevel.IdOf(scorecard.Id, record.Subject.Name));
            return new StandingEntity(
                record.Subject.Name, record.Subject.Owner?.Canonical, record.Subject.System, result, level?.Since,
                NextOf(scorecard, result, [record, ground.RepositoryOf(record)]), level?.History ?? []);
        }),
    ];

    private static IEnumerable<ScorecardRollup> Rollups(
        string kind, List<StandingEntity> entities, Func<StandingEntity, string?> nameOf) => entities
            .Where(entity => nameOf(entity) is not null)
            .GroupBy(entity => nameOf(entity)!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Rollup(kind, group.Key, [.. group]));

    private static ScorecardRollup Rollup(string kind, string name, List<StandingEntity> entities) => new(
        kind, name, entities.Count,
        entities.GroupBy(entity => entity.Result.Level ?? "none").ToDictionary(group => group.Key, group => group.Count()),
        entities.Count(entity => !entity.Result.IsCertain), entities.Count(entity => entity.Result.IsStale),
        entities.Count == 0 ? 0 : entities.Average(entity => entity.Result.Score));
}
