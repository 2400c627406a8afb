using System.Collections.Concurrent;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>Contents in memory: for dry runs, which leave nothing behind, and for tests that are not about storage.</summary>
public sealed class MemoryContentStore : IContentStore
{
    private readonly ConcurrentDictionary<string, byte[]> _contents = new();

    public int Count => _contents.Count;

    public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var address = ContentHash.Of(content.Span);
        _contents.TryAdd(address, content.ToArray());
        return Task.FromResult(address);
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(string sha256, CancellationToken cancellationToken) =>
        _contents.TryGetValue(sha256, out var content)
            ? Task.FromResult<ReadOnlyMemory<byte>>(content)
            : throw new ContentMissingException(sha256, "nothing was put there");
}
