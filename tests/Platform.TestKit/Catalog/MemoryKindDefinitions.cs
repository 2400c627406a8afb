using Platform.Core.Catalog.ForeignKinds;

namespace Platform.TestKit.Catalog;

public sealed class MemoryKindDefinitions : IKindDefinitions
{
    private readonly Dictionary<string, KindDefinition> _kinds = new(StringComparer.OrdinalIgnoreCase);

    public Task<IReadOnlyList<KindDefinition>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KindDefinition>>([.. _kinds.Values]);

    public Task<KindDefinition?> FindAsync(string kind, CancellationToken cancellationToken) =>
        Task.FromResult(_kinds.GetValueOrDefault(kind));

    public Task PutAsync(KindDefinition definition, CancellationToken cancellationToken)
    {
        _kinds[definition.Kind] = definition;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string kind, CancellationToken cancellationToken) => Task.FromResult(_kinds.Remove(kind));
}
