using Microsoft.Extensions.Logging;
using Platform.Core.Catalog;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Scorecards;

/// <summary>Everything that scorecards are held against, read once.</summary>
/// <param name="Repositories">By name, in lower case.</param>
public sealed record ScorecardGround(
    IReadOnlyList<Scorecard> Scorecards, IReadOnlyDictionary<string, SubjectRecord> Entities,
    IReadOnlyDictionary<string, SubjectRecord> Repositories, ExemptionSet Exempt)
{
    /// <value>What is neither entity nor repository among them.</value>
    public IReadOnlyList<SubjectRecord> All { get; init; } = [];

    public SubjectRecord? RepositoryOf(SubjectRecord entity) => entity.Subject.Repository is { } repository
        ? Repositories.GetValueOrDefault($"{repository}".ToLowerInvariant())
        : null;

    public ScorecardResult Judge(Scorecard scorecard, SubjectRecord entity) => ScorecardJudgement.Of(
        scorecard, entity, RepositoryOf(entity), (rule, subject) => Exempt.Find(rule, subject) is not null);

    /// <summary>Whom a scorecard speaks of.</summary>
    public IEnumerable<SubjectRecord> Of(Scorecard scorecard) => Entities.Values.Where(record =>
        EntityRef.TryParse(record.Subject.Name, out var entity)
        && scorecard.Kinds.Contains(entity.Kind.ToLowerInvariant())
        && (record.Rules.Count > 0 || RepositoryOf(record)?.Rules.Count > 0));
}

/// <summary>Holds all entities against all scorecards.</summary>
public sealed partial class ScorecardRun(
    IFindings findings, IDocuments<Exemption> exemptions, IDocuments<EntityLevel> levels, IGoldenPathSource paths,
    TimeProvider clock, ILogger<ScorecardRun> logger) : IScorecards, IDriftListener
{
    private const int AtOnce = 16;

    public Task OnSweepEndedAsync(DriftSweepEnd end, CancellationToken cancellationToken) =>
        EvaluateAsync(end.Sweep, end.EndedAt, cancellationToken);

    public async Task EvaluateAsync(string sweep, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ground = await GroundAsync(cancellationToken);
        var known = (await levels.ListAsync(cancellationToken)).ToDictionary(level => level.Id, StringComparer.Ordinal);
        var changed = new List<EntityLevel>();
        foreach (var scorecard in ground.Scorecards)
        {
            string[] ranks = [.. scorecard.Levels.Select(level => level.Id)];
            foreach (var record in ground.Of(scorecard))
            {
                var before = known.GetValueOrDefault(EntityLevel.IdOf(scorecard.Id, record.Subject.Name));
                var next = EntityLevel.Next(
                    before, ground.Judge(scorecard, record), record.Subject.Name, ranks, sweep, at);
                if (!ReferenceEquals(before, next))
                {
                    changed.Add(next);
                }
            }
        }

        await Parallel.ForEachAsync(
            changed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (level, token) => await levels.ChangeAsync(
                level.Id, stored => stored is not null && stored.Since >= level.Since ? null : level, token));
        Log.Done(logger, ground.Scorecards.Count, changed.Count);
    }

    public async Task<ScorecardGround> GroundAsync(CancellationToken cancellationToken)
    {
        var all = new List<SubjectRecord>();
        var entities = new Dictionary<string, SubjectRecord>(StringComparer.Ordinal);
        var repositories = new Dictionary<string, SubjectRecord>(StringComparer.Ordinal);
        await foreach (var record in findings.SubjectsAsync(null, cancellationToken))
        {
            all.Add(record);
            if (record.Subject.Kind == SubjectKind.Entity)
            {
                entities[record.Subject.Name] = record;
            }
            else if (record.Subject is { Kind: SubjectKind.Repository, Repository: { } name }
                && (!repositories.TryGetValue($"{name}".ToLowerInvariant(), out var other) || other.ChangedAt < record.ChangedAt))
            {
                // Two repositories bear one name when one was renamed and another took its place: the later one counts.
                repositories[$"{name}".ToLowerInvariant()] = record;
            }
        }

        return new(
            await ScorecardsAsync(cancellationToken), entities, repositories,
            await ExemptionSet.ReadAsync(exemptions, clock.GetUtcNow(), cancellationToken))
        {
            All = all,
        };
    }

    /// <returns>None when there is a mistake in them.</returns>
    public async Task<IReadOnlyList<Scorecard>> ScorecardsAsync(CancellationToken cancellationToken)
    {
        var path = await paths.CurrentAsync(cancellationToken);
        var checks = new FieldChecks(path.PlaceOf);
        var scorecards = ScorecardSection.Read(
            path.Scorecards, path.Rules.Keys.ToHashSet(StringComparer.Ordinal), checks);
        if (!checks.IsClean)
        {
            Log.Wrong(logger, checks.Problems[0]);
            return [];
        }

        return scorecards;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Scorecards} scorecards: {Changed} levels changed.")]
        public static partial void Done(ILogger logger, int scorecards, int changed);

        [LoggerMessage(
            2, LogLevel.Error, "The scorecards of golden-path.yaml are wrong and not held against anything: {Problem}")]
        public static partial void Wrong(ILogger logger, Problem problem);
    }
}
