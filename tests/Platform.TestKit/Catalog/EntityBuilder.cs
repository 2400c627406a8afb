using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.TestKit.Catalog;

/// <summary>A valid component; a test changes only what it is about.</summary>
public sealed class EntityBuilder
{
    private readonly JsonObject _root = new()
    {
        ["apiVersion"] = "backstage.io/v1alpha1",
        ["kind"] = "Component",
        ["metadata"] = new JsonObject { ["name"] = "orders" },
        ["spec"] = new JsonObject { ["type"] = "service", ["lifecycle"] = "production", ["owner"] = "team-commerce" },
    };

    /// <param name="path">Dotted; a null value removes the field.</param>
    public EntityBuilder With(string path, JsonNode? value)
    {
        var parts = path.Split('.');
        var parent = _root;
        foreach (var part in parts[..^1])
        {
            if (parent[part] is not JsonObject child)
            {
                parent[part] = child = [];
            }

            parent = child;
        }

        if (value is null)
        {
            parent.Remove(parts[^1]);
        }
        else
        {
            parent[parts[^1]] = value;
        }

        return this;
    }

    public EntityBuilder Named(string name) => With("metadata.name", name);

    public SourceDocument Document(string file = "catalog-info.yaml") =>
        new(file, 0, new(file, 1, 1), _root.DeepClone(), new Dictionary<string, SourcePlace>
        {
            [string.Empty] = new(
            file, 1, 1)
        });

    /// <summary>JSON is YAML.</summary>
    public string Text() => _root.ToJsonString(PlatformJson.Options);

    /// <summary>As the store takes it; a different version is different content.</summary>
    public CatalogWrite Write(DateTimeOffset? at = null, string source = "github:acme/orders:catalog-info.yaml", int version = 1)
    {
        var body = (JsonObject)_root.DeepClone();
        body["metadata"]!["namespace"] = EntityRef.DefaultNamespace;
        body["metadata"]!["version"] = version;
        var entityRef = EntityRef.Create(
            Field("kind"), EntityRef.DefaultNamespace, body["metadata"]!["name"]!.GetValue<string>());
        var etag = ContentHash.Of(body.ToJsonString());
        return new(new(entityRef, "uid", etag, body, source), at ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private string Field(string name) => _root[name]!.GetValue<string>();
}
