namespace Platform.Core.Scaffolding.Secrets;

/// <summary>Encrypts the keys of tasks with a key that never leaves its keeper.</summary>
public interface IKeyWrap
{
    /// <value>False where there is no keeper: requests with secrets are refused then.</value>
    bool IsConfigured { get; }

    Task<WrappedKey> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken);
}

/// <param name="KeyId">The version of the keeper's key that wrapped it: after a rotation the older one is asked.</param>
public sealed record WrappedKey(string KeyId, byte[] Value);
