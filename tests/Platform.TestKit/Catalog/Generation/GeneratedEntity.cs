using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.TestKit.Catalog.Generation;

internal enum GeneratedKind
{
    Domain,
    Group,
    System,
    User,
    Resource,
    Api,
    Component,
}

/// <summary>An entity as its author wrote it, and where.</summary>
/// <param name="Repository"><c>owner/name</c>; entities that belong together share one, each in its own file.</param>
public sealed record GeneratedEntity(string Repository, string Path, JsonObject Document)
{
    private static readonly DateTimeOffset Written = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public EntityRef Ref => EntityRef.Create(
        Document["kind"]!.GetValue<string>(), EntityRef.DefaultNamespace, Document["metadata"]!["name"]!.GetValue<string>());

    /// <summary>JSON is YAML.</summary>
    public string Text => Document.ToJsonString(PlatformJson.Options);

    public Descriptor Descriptor => Descriptor.InRepository(
        new CatalogIngestRequest("generated", Repository, "main", [Path], new Uri($"https://github.com/{Repository}")), Path);

    /// <summary>As the catalog keeps it.</summary>
    public CatalogEntity Entity() => EntityAssembly.Assemble(new ValidEntity(Ref, KindStanding.BuiltIn), Document, Descriptor);

    /// <summary>As the index is told of it.</summary>
    public CatalogRow Row(long position)
    {
        var entity = Entity();
        return new(entity.Ref.Canonical, position, Written)
        {
            Body = Encoding.UTF8.GetBytes(entity.Body.ToJsonString(PlatformJson.Options)),
            Etag = entity.Etag,
            Source = entity.Source,
        };
    }
}
