using System.Text.Json.Nodes;
using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog;

/// <summary>An entity as the catalog holds it.</summary>
/// <param name="Body">The entity's JSON, with namespace, uid, etag and location annotations filled in.</param>
/// <param name="Source">What owns the entity: only the same source may change it.</param>
public sealed record CatalogEntity(EntityRef Ref, string Uid, string Etag, JsonObject Body, string Source)
{
    /// <value>Texts beside the descriptor that were read for it, <c>url:https://…</c>: a change of one makes it stale.</value>
    public IReadOnlyList<string> RefreshKeys { get; init; } = [];

    /// <summary>What a source says, as claims keep it.</summary>
    public ClaimContent ToContent() => new(Uid, Etag, Body.ToJsonString(PlatformJson.Options), null, RefreshKeys);
}

public interface ICatalogReader
{
    Task<CatalogEntity?> FindAsync(EntityRef entityRef, CancellationToken cancellationToken);
}

/// <summary>
/// Hears of every request that was ingested, after its valid entities are stored, whether or not they had changed. Called at
/// least once, so a listener may hear the same thing again.
/// </summary>
public interface ICatalogListener
{
    Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken);

    /// <summary>What became of one file's entities, right after it was decided; also those that had not changed.</summary>
    Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken) => Task.CompletedTask;
}
