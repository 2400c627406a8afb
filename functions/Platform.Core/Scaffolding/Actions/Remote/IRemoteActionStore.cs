namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>The registered remote actions, several versions of one beside each other.</summary>
public interface IRemoteActionStore
{
    Task<IReadOnlyList<RemoteActionDefinition>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the one of the same id and version.</summary>
    Task PutAsync(RemoteActionDefinition definition, CancellationToken cancellationToken);

    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(string id, int version, CancellationToken cancellationToken);
}
