using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Sweeps;

/// <param name="Facts">With the content of the commit; the rest as it was seen last.</param>
public sealed record DriftSight(RepositoryFacts Facts, IReadOnlyList<RuleResult> Results);

/// <summary>Judges one commit of a repository and keeps nothing of it: for the check on pull requests.</summary>
public sealed class DriftLook(
    IRepositoryReading reading,
    ContentCollection contents,
    IDriftFacts facts,
    IDriftWorlds worlds,
    DriftEvaluation evaluation,
    IGoldenPathSource paths,
    FactLifetimes lifetimes,
    TimeProvider clock)
{
    /// <summary>Looks of the same minutes share what the catalog says.</summary>
    private static readonly TimeSpan Shared = TimeSpan.FromMinutes(5);

    public async Task<Result<DriftSight>> LookAsync(
        RepositoryName repository, string commit, CancellationToken cancellationToken)
    {
        var found = await reading.FindAsync(repository, cancellationToken);
        if (!found.IsOk)
        {
            return Result<DriftSight>.Failed(found.Problems);
        }

        var listed = found.Value;
        var path = await paths.CurrentAsync(cancellationToken);
        var stored = (await facts.FindAsync([listed.Id], cancellationToken)).GetValueOrDefault(listed.Id);
        var content = await contents.ReadAsync(listed.Name, commit, path, stored?.Body.Made, cancellationToken);
        if (!content.IsOk)
        {
            return Result<DriftSight>.Failed(content.Problems);
        }

        var now = clock.GetUtcNow();
        var known = stored ?? new(new(listed.Id, listed.Name.Owner.ToLowerInvariant(), Of(listed), now), DriftBody.Empty);
        var world = await worlds.GetAsync(
            $"look-{listed.Name.Owner.ToLowerInvariant()}-{now.Ticks / Shared.Ticks}", [listed.Name.Owner], now,
            cancellationToken);
        var seen = known.Facts(world.FreshnessOf(known.Entry.Organization), lifetimes) with
        {
            Listing = new(Of(listed), now, lifetimes.Listing, FactSources.Listing),
            Content = new(content.Value, now, lifetimes.Listing, FactSources.Content),
        };
        var input = DriftInput.Of(seen, world);
        return new DriftSight(seen,
        [
            .. evaluation.Evaluate(input, world, path, now),
            .. input.Entities.SelectMany(entity =>
                evaluation.Evaluate(DriftInput.Of(entity, seen, world), world, path, now)),
        ]);
    }

    private static RepositoryListed Of(ListedRepository listed) => new(
        listed.Name, listed.DefaultBranch, listed.HtmlUrl, listed.Archived, listed.Fork, listed.IsTemplate, Gone: false,
        listed.PushedAt, []);
}
