using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;

namespace Platform.TestKit.Catalog;

/// <summary>The entities with their claims in memory, with the rules of the real ones.</summary>
public sealed class MemoryEntityClaims : IEntityClaims
{
    private readonly Dictionary<EntityRef, EntityState> _states = [];

    public IReadOnlyCollection<EntityRef> Refs => [.. _states.Values.Where(state => state.IsThere).Select(state => state.Ref)];

    /// <value>How many entities were written, over all calls.</value>
    public int Writes { get; private set; }

    public EntityState? this[EntityRef entityRef] => _states.GetValueOrDefault(entityRef);

    public Task<IReadOnlyList<EntityOutcome>> ApplyAsync(
        IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        var outcomes = changes.Select(change => ClaimRules.Apply(this[change.Ref], change)).ToList();
        foreach (var outcome in outcomes.Where(outcome => outcome.IsChanged))
        {
            _states[outcome.Change.Ref] = outcome.After;
            Writes++;
        }

        return Task.FromResult<IReadOnlyList<EntityOutcome>>(outcomes);
    }

    public Task<IReadOnlyList<EntityState?>> FindStatesAsync(
        IReadOnlyList<EntityRef> refs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EntityState?>>([.. refs.Select(entityRef => this[entityRef])]);

    public Task<int> ForgetRemovedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(
        _states.Values.Where(state => state.Removal?.At < before).ToList().Count(state => _states.Remove(state.Ref)));

    public IAsyncEnumerable<EntityState> ListRemovedAsync(CancellationToken cancellationToken) =>
        _states.Values.Where(state => state.Removal is not null).ToAsyncEnumerable();
}
