using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>
/// Contents that are written within <see cref="Begin"/> stay in memory and are forgotten at its end; everything else goes to the
/// store beneath. A dry run leaves nothing behind that way, and its actions need not know that it is one.
/// </summary>
public sealed class ScratchContentStore(IContentStore inner) : IContentStore
{
    private static readonly AsyncLocal<Scratch?> Current = new();

    /// <summary>For what this asynchronous flow does until the result is disposed of.</summary>
    /// <param name="mostBytes">More than this is refused with <see cref="ScratchFullException"/>.</param>
    public static IDisposable Begin(long mostBytes) => Current.Value = new Scratch(mostBytes);

    public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Current.Value is { } scratch
            ? Task.FromResult(scratch.Put(content))
            : inner.PutAsync(content, cancellationToken);

    public Task<ReadOnlyMemory<byte>> GetAsync(string sha256, CancellationToken cancellationToken) =>
        Current.Value?.Find(sha256) is { } found
            ? Task.FromResult<ReadOnlyMemory<byte>>(found)
            : inner.GetAsync(sha256, cancellationToken);

    private sealed class Scratch(long mostBytes) : IDisposable
    {
        private readonly ConcurrentDictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
        private long _bytes;

        public string Put(ReadOnlyMemory<byte> content)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
            if (_contents.TryAdd(sha256, content.ToArray())
                && Interlocked.Add(ref _bytes, content.Length) > mostBytes)
            {
                throw new ScratchFullException(mostBytes);
            }

            return sha256;
        }

        public byte[]? Find(string sha256) => _contents.GetValueOrDefault(sha256);

        public void Dispose() => Current.Value = null;
    }
}

/// <summary>A dry run would make more than it may keep in memory.</summary>
public sealed class ScratchFullException(long mostBytes) : Exception($"More than {mostBytes} bytes were written.")
{
    public long MostBytes { get; } = mostBytes;
}
