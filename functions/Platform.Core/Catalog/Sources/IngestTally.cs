using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>Adds up what became of the plans of a call.</summary>
internal sealed class IngestTally
{
    private readonly Dictionary<EntityRef, EntityOutcome> _outcomes;

    public IngestTally(
        IReadOnlyList<SourcePlan> plans, IReadOnlyList<EntityOutcome> outcomes, IReadOnlyList<HeldRemoval> held)
    {
        _outcomes = outcomes.ToDictionary(outcome => outcome.Change.Ref);
        Held = held;
        Plans = [.. plans.Select(plan => plan.Next is null
            ? plan
            : plan with { Next = plan.Next with { Problems = ProblemsOf(plan).Count } })];
    }

    /// <value>As they were carried out.</value>
    public IReadOnlyList<SourcePlan> Plans { get; }

    public IReadOnlyCollection<EntityOutcome> Outcomes => _outcomes.Values;

    public IReadOnlyList<HeldRemoval> Held { get; }

    /// <summary>The problems of a source, with those of entities that another one holds.</summary>
    public IReadOnlyList<Problem> ProblemsOf(SourcePlan plan) =>
        [
            .. plan.Problems,
            .. plan.Describes.Select(entity => _outcomes[entity.Ref].After)
                .Where(state => state.Others.Any(other => other.Source == plan.Source)).Select(Taken),
        ];

    /// <summary>What listeners hear: every entity that was described, changed or not.</summary>
    public IReadOnlyList<CatalogWriteResult> Writes(DateTimeOffset at) =>
    [
        .. from plan in Plans
           from entity in plan.Describes
           let outcome = _outcomes[entity.Ref]
           select new CatalogWriteResult(
               new(entity, at), OutcomeOf(outcome, plan.Source), outcome.After.Holder?.Source ?? plan.Source),
    ];

    public IReadOnlyList<EntityOutcome> Transfers() =>
        [.. Outcomes.Where(outcome => outcome.Effects.Contains(ClaimEffect.Transferred))];

    public IngestReport ToReport()
    {
        var described = (from plan in Plans
                         from entity in plan.Describes
                         select OutcomeOf(_outcomes[entity.Ref], plan.Source)).ToList();
        var verified = Plans.Where(plan => plan.IsVerified).Sum(plan => plan.Known!.Entities.Count);
        return new(
            described.Count(outcome => outcome == CatalogWriteOutcome.Stored),
            described.Count(outcome => outcome == CatalogWriteOutcome.Unchanged) + verified,
            Outcomes.Count(outcome => outcome.Effects.Contains(ClaimEffect.Removed)),
            Transfers().Count,
            described.Count(outcome => outcome == CatalogWriteOutcome.OwnedElsewhere),
            [.. Plans.SelectMany(plan => ProblemsOf(plan).Select(
                problem => new LocatedProblem(plan.Source, plan.Location, problem)))],
            Held,
            []);
    }

    private static CatalogWriteOutcome OutcomeOf(EntityOutcome outcome, string source)
    {
        var effect = outcome.Change.Steps.Zip(outcome.Effects)
            .First(pair => pair.First is Describe step && step.Source == source).Second;
        // The one that held it let go in the same call.
        return effect == ClaimEffect.Claimed && outcome.After.IsThere && outcome.After.Holder!.Source == source
            ? CatalogWriteOutcome.Stored
            : CatalogWriteResult.OutcomeOf(effect);
    }

    private static Problem Taken(EntityState state) => new(
        SourceIngestor.OwnedElsewhere,
        $"'{state.Ref}' is described at {state.Holder!.Location} already, and the first description keeps it.",
        "metadata.name",
        state.Ref.Canonical,
        "a reference that no other location describes");
}
