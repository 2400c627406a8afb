using Platform.Core.Scaffolding.Secrets;

namespace Platform.Adapters.Vault;

/// <summary>There is nobody to keep a key: requests with secrets are refused.</summary>
public sealed class NoKeyWrap : IKeyWrap
{
    public bool IsConfigured => false;

    public Task<WrappedKey> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => throw Refusal();

    public Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken) => throw Refusal();

    private static InvalidOperationException Refusal() => new("No vault is configured for task secrets.");
}
