using Platform.Core.Catalog.Sources;

namespace Platform.TestKit.Catalog;

public sealed class MemoryFreshness : IFreshness
{
    private readonly List<VerifiedChunk> _chunks = [];

    public Task RecordAsync(VerifiedChunk chunk, CancellationToken cancellationToken)
    {
        _chunks.Add(chunk);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<VerifiedChunk>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VerifiedChunk>>([.. _chunks]);
}
