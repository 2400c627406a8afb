using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;

namespace Platform.TestKit.Catalog;

/// <summary>The catalog in memory, with the rules of the real one.</summary>
public sealed class MemoryCatalogStore(MemoryEntityClaims claims) : ICatalogStore
{
    public MemoryCatalogStore()
        : this(new())
    {
    }

    public IReadOnlyCollection<EntityRef> Refs => claims.Refs;

    public Task<CatalogEntity?> FindAsync(EntityRef entityRef, CancellationToken cancellationToken) =>
        Task.FromResult(claims[entityRef] is { IsThere: true } state ? Shown(state) : null);

    public async Task<IReadOnlyList<CatalogWriteResult>> WriteAsync(
        IReadOnlyList<CatalogWrite> writes, CancellationToken cancellationToken)
    {
        var outcomes = await claims.ApplyAsync(
            [.. writes.Select(write => new EntityChange(
                write.Entity.Ref,
                [new Describe(write.Entity.Source, write.Entity.Source, write.At, write.Entity.ToContent())]))],
            cancellationToken);
        return [.. writes.Zip(outcomes, (write, outcome) => new CatalogWriteResult(
            write, CatalogWriteResult.OutcomeOf(outcome.Effects[0]), outcome.After.Holder!.Source))];
    }

    private static CatalogEntity Shown(EntityState state)
    {
        var content = state.Holder!.Content;
        var body = EntityDecoration.Apply((JsonObject)JsonNode.Parse(content.Json!)!, state);
        var entityRef = EntityRef.Create(state.Ref.Kind, state.Ref.Namespace, (string)body["metadata"]!["name"]!);
        return new(entityRef, content.Uid, EntityDecoration.EtagOf(state), body, state.Holder.Source)
        {
            RefreshKeys = content.RefreshKeys,
        };
    }
}
