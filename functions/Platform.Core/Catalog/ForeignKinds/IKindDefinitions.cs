namespace Platform.Core.Catalog.ForeignKinds;

/// <summary>Keeps the definitions; names of kinds differ by more than case.</summary>
public interface IKindDefinitions
{
    Task<IReadOnlyList<KindDefinition>> ListAsync(CancellationToken cancellationToken);

    Task<KindDefinition?> FindAsync(string kind, CancellationToken cancellationToken);

    /// <summary>Replaces what is there; entities are judged by it when they are read the next time.</summary>
    Task PutAsync(KindDefinition definition, CancellationToken cancellationToken);

    /// <returns>False when there is none.</returns>
    Task<bool> DeleteAsync(string kind, CancellationToken cancellationToken);
}
