namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>Bodies addressed by their SHA-256 (lower-case hex). Putting a body twice is the same as putting it once.</summary>
public interface IContentStore
{
    Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <exception cref="ContentMissingException">Nothing is stored there, or its bytes are not what was put there.</exception>
    Task<ReadOnlyMemory<byte>> GetAsync(string sha256, CancellationToken cancellationToken);
}

/// <summary>A broken assumption: whoever holds an address has put the body there before.</summary>
public sealed class ContentMissingException(string sha256, string reason)
    : Exception($"The stored content {sha256} can't be used: {reason}.")
{
    public string Sha256 { get; } = sha256;
}
