using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>A removal that was too big to happen by itself; nothing was removed yet.</summary>
/// <param name="Id">One source's removal; <see cref="Group"/> names all of one call.</param>
/// <param name="Reason">Why the entities would go.</param>
public sealed record HeldRemoval(
    string Id,
    string Group,
    string Source,
    string Location,
    string? Origin,
    string Cause,
    DateTimeOffset At,
    string Reason,
    IReadOnlyList<EntityRef> Entities);

/// <summary>An entity that was removed and can be brought back.</summary>
public sealed record RemovedEntity(EntityRef Ref, string Source, DateTimeOffset At, string Reason, string By);

/// <summary>What was removed, and what waits to be.</summary>
public interface IRemovals
{
    Task<IReadOnlyList<HeldRemoval>> ListHeldAsync(CancellationToken cancellationToken);

    /// <summary>Removes what is held.</summary>
    /// <param name="id">Of one held removal or of a group.</param>
    Task<Result<IReadOnlyList<EntityRef>>> ConfirmAsync(string id, string by, CancellationToken cancellationToken);

    /// <summary>Forgets what is held; a later reading that finds the same holds it again.</summary>
    Task<Result<IReadOnlyList<EntityRef>>> DiscardAsync(string id, string by, CancellationToken cancellationToken);

    IAsyncEnumerable<RemovedEntity> ListRemovedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Brings an entity back as it was. It stays until a source describes it again and takes it over.
    /// </summary>
    Task<Result<RemovedEntity>> UndoAsync(EntityRef entityRef, string by, CancellationToken cancellationToken);
}
