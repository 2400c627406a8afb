using Platform.Core.Catalog.Claims;

namespace Platform.Core.Catalog;

/// <summary>An entity on its way into the catalog.</summary>
/// <param name="At">When the description became true; an older one than the stored is ignored.</param>
public sealed record CatalogWrite(CatalogEntity Entity, DateTimeOffset At);

public enum CatalogWriteOutcome
{
    Stored,

    /// <summary>The stored entity is the same; nothing was written.</summary>
    Unchanged,

    /// <summary>The stored description is newer; nothing was written.</summary>
    Superseded,

    /// <summary>Another source owns the reference; the first one keeps it.</summary>
    OwnedElsewhere,
}

/// <param name="Owner">The source that holds the entity now.</param>
public sealed record CatalogWriteResult(CatalogWrite Write, CatalogWriteOutcome Outcome, string Owner)
{
    /// <value>The catalog now holds the entity as it was written.</value>
    public bool IsInCatalog => Outcome is CatalogWriteOutcome.Stored or CatalogWriteOutcome.Unchanged;

    public static CatalogWriteOutcome OutcomeOf(ClaimEffect effect) => effect switch
    {
        ClaimEffect.None => CatalogWriteOutcome.Unchanged,
        ClaimEffect.Stored or ClaimEffect.Transferred => CatalogWriteOutcome.Stored,
        ClaimEffect.Claimed => CatalogWriteOutcome.OwnedElsewhere,
        _ => CatalogWriteOutcome.Superseded,
    };
}

public interface ICatalogStore : ICatalogReader
{
    /// <summary>Repeating a write is harmless. One result per write, in order; no reference may occur twice.</summary>
    Task<IReadOnlyList<CatalogWriteResult>> WriteAsync(IReadOnlyList<CatalogWrite> writes, CancellationToken cancellationToken);
}
