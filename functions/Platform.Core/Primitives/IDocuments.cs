namespace Platform.Core.Primitives;

/// <summary>Few documents of one kind, each changed as a whole.</summary>
public interface IDocuments<T>
    where T : class
{
    Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken);

    Task<T?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Applies a change to the newest state, again if someone else was faster.</summary>
    /// <param name="change">Is given null when there is none; gives null to leave all as it is.</param>
    /// <returns>What stands now.</returns>
    Task<T?> ChangeAsync(string id, Func<T?, T?> change, CancellationToken cancellationToken);

    /// <summary>One that is gone already is fine.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
