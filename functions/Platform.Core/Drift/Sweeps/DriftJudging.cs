using System.Runtime.CompilerServices;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Sweeps;

/// <summary>
/// Has the rules judge a part of what there is, and hands the results to the ledger. Never more than a few hundred repositories
/// are in memory; the world is shared by all parts of a sweep.
/// </summary>
public sealed class DriftJudging(
    IDriftFacts facts,
    IDriftWorlds worlds,
    DriftEvaluation evaluation,
    IGoldenPathSource paths,
    IFindingsLedger ledger,
    CollectionLimits limits,
    FactLifetimes lifetimes,
    LinkChecks links)
{
    /// <summary>So many results are handed over at once: subjects of one call share its writes.</summary>
    private const int SubjectsAtOnce = 200;

    /// <summary>How the whole of it is divided; the same for the same facts.</summary>
    public async Task<IReadOnlyList<JudgingPart>> DivideAsync(JudgingOrder order, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        foreach (var organization in order.Organizations)
        {
            ids.AddRange((await facts.ListAsync(organization, cancellationToken)).Select(entry => entry.Id));
        }

        List<JudgingPart> parts =
            [.. ids.Order().Chunk(limits.JudgedTogether).Select(some => new JudgingPart(some[0], some[^1]))];
        if (order.Scope.Repository is null)
        {
            var world = await worlds.GetAsync(order.Sweep, order.Organizations, order.At, cancellationToken);
            // What was found out now is read with the world by who judges.
            if (order.Scope == new DriftScope() && await links.CheckAsync(world.Entities, cancellationToken))
            {
                worlds.Forget(order.Sweep);
            }

            var others = Math.Max(1, world.Entities.Count / limits.JudgedTogether);
            parts.AddRange(Enumerable.Range(0, others).Select(share => new JudgingPart(0, 0, others, share)));
        }

        return parts;
    }

    public async Task<JudgingResult> JudgeAsync(JudgingOrder order, CancellationToken cancellationToken)
    {
        var world = await worlds.GetAsync(order.Sweep, order.Organizations, order.At, cancellationToken);
        var path = await paths.CurrentAsync(cancellationToken);
        var total = JudgingResult.None;
        var results = new List<RuleResult>();
        var subjects = 0;
        var inputs = order.Part.Others > 0 ? Others(order, world) : RepositoriesAsync(order, world, cancellationToken);
        await foreach (var input in inputs)
        {
            results.AddRange(evaluation.Evaluate(input, world, path, order.At));
            if (++subjects % SubjectsAtOnce == 0)
            {
                total = total.Plus(await ApplyAsync(order, results, SubjectsAtOnce, cancellationToken));
                results.Clear();
            }
        }

        return total.Plus(await ApplyAsync(order, results, subjects % SubjectsAtOnce, cancellationToken));
    }

    private async Task<JudgingResult> ApplyAsync(
        JudgingOrder order, List<RuleResult> results, int subjects, CancellationToken cancellationToken)
    {
        if (results.Count == 0)
        {
            return JudgingResult.None with { Subjects = subjects };
        }

        var done = await ledger.ApplyAsync(order.Sweep, results, order.At, cancellationToken);
        return new(
            subjects, results.Count,
            results.Count(one => one.Outcome == RuleOutcome.Failed), results.Count(one => one.Outcome == RuleOutcome.Unknown),
            done.Opened, done.Reopened, done.Worsened, done.Fixed, done.Written);
    }

    /// <summary>Repositories and what stands in them.</summary>
    private async IAsyncEnumerable<DriftInput> RepositoriesAsync(
        JudgingOrder order,
        DriftWorld world,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in facts.ReadAsync(order.Part.From, order.Part.To, cancellationToken))
        {
            // What stood in a repository that is gone is judged with what stands in none.
            if (record.Entry.Listed.Gone
                || !order.Organizations.Contains(record.Entry.Organization, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            var repository = record.Facts(world.FreshnessOf(record.Entry.Organization), lifetimes);
            var input = DriftInput.Of(repository, world);
            var isNamed = order.Scope.Repository is { } name
                && !record.Entry.Listed.FormerNames.Append($"{repository.Name}")
                    .Contains(name, StringComparer.OrdinalIgnoreCase);
            if (isNamed)
            {
                continue;
            }

            if (order.Scope.Team is not { } team || input.Subject.Owner?.Canonical == team)
            {
                yield return input;
            }

            foreach (var entity in input.Entities.Where(one => Covers(order.Scope, one)))
            {
                yield return DriftInput.Of(entity, repository, world);
            }
        }
    }

    /// <summary>Entities of no repository that is known, services that the catalog does not know, organisations.</summary>
    private static async IAsyncEnumerable<DriftInput> Others(JudgingOrder order, DriftWorld world)
    {
        await Task.CompletedTask;
        foreach (var entity in world.Homeless)
        {
            if (ShareOf(entity.Canonical, order.Part.Others) == order.Part.Share && Covers(order.Scope, entity))
            {
                yield return DriftInput.Of(entity, null, world);
            }
        }

        if (order.Part.Share > 0 || order.Scope.Team is not null)
        {
            yield break;
        }

        foreach (var service in world.Services)
        {
            yield return DriftInput.Of(service);
        }

        foreach (var organization in order.Organizations)
        {
            yield return DriftInput.OfOrganization(organization);
        }
    }

    private static bool Covers(DriftScope scope, EntityFacts entity) =>
        scope.Team is not { } team || entity.Owner?.Canonical == team;

    /// <summary>The same on every machine.</summary>
    private static int ShareOf(string canonical, int shares)
    {
        var hash = 2166136261u;
        foreach (var letter in canonical)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)(hash % (uint)shares);
    }
}
