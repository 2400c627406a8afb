using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>What the plans of one call mean for each entity: who describes it comes before who lets it go.</summary>
internal static class EntitySteps
{
    private const int LongestFailure = 2000;

    public static IReadOnlyList<EntityChange> Of(IReadOnlyList<SourcePlan> plans, IngestOptions options)
    {
        var steps = new Dictionary<EntityRef, List<ClaimChange>>();
        var known = plans.SelectMany(plan => plan.Known?.Entities ?? []).ToHashSet();
        foreach (var plan in plans)
        {
            foreach (var entity in plan.Describes)
            {
                Add(entity.Ref, new Describe(plan.Source, plan.Location, options.At, entity.ToContent(), plan.IsFence));
            }

            foreach (var entityRef in plan.Fails)
            {
                Add(entityRef, new Fail(plan.Source, options.At, FailureOf(plan.Problems)));
            }

            foreach (var entityRef in plan.Orphans is null ? [] : plan.Next!.Entities)
            {
                Add(entityRef, new Orphan(plan.Source, options.At, plan.Orphans!.Value));
            }
        }

        foreach (var plan in plans)
        {
            foreach (var entityRef in plan.Releases)
            {
                Add(entityRef, new Release(plan.Source, options.At, plan.Reason, ByOf(options), plan.IsFence));
            }
        }

        return
        [
            .. steps.Select(step => new EntityChange(step.Key, step.Value)
            {
                IsLikelyNew = !known.Contains(step.Key) && step.Value.TrueForAll(one => one is Describe),
            }),
        ];

        void Add(EntityRef entityRef, ClaimChange step)
        {
            if (!steps.TryGetValue(entityRef, out var list))
            {
                steps.Add(entityRef, list = []);
            }

            list.Add(step);
        }
    }

    public static string ByOf(IngestOptions options) => options.By ?? options.Cause;

    private static string FailureOf(IReadOnlyList<Problem> problems)
    {
        var first = problems.Count > 0 ? problems[0].ToString() : "The source could not be read.";
        var text = problems.Count > 1 ? $"{first} (and {problems.Count - 1} more)" : first;
        return text[..Math.Min(text.Length, LongestFailure)];
    }
}
