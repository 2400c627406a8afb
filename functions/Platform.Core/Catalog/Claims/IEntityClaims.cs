namespace Platform.Core.Catalog.Claims;

/// <summary>The entities with everything that is known of them. Every change goes through here.</summary>
public interface IEntityClaims
{
    /// <summary>
    /// Applies <see cref="ClaimRules"/>; an entity changes together with its row of the change feed. Repeating is harmless. One
    /// outcome per change, in order; no reference may occur twice.
    /// </summary>
    Task<IReadOnlyList<EntityOutcome>> ApplyAsync(IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken);

    /// <summary>One state per reference, in order; null for what was never there. Bodies are left out.</summary>
    Task<IReadOnlyList<EntityState?>> FindStatesAsync(IReadOnlyList<EntityRef> refs, CancellationToken cancellationToken);

    /// <summary>The removed entities, in no order.</summary>
    IAsyncEnumerable<EntityState> ListRemovedAsync(CancellationToken cancellationToken);

    /// <summary>Nothing is left of what was removed before; what somebody brings back meanwhile stays.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetRemovedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
