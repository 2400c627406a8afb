using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.TestKit.Backstage;

/// <summary>
/// What a Backstage has: descriptors with what its server makes of them, which is a uid that tells nothing, an etag, annotations,
/// relations and now and then a status.
/// </summary>
public sealed class BackstageEntities
{
    private static readonly string[] Placeholders = ["$text", "$json", "$yaml", "$openapi", "$asyncapi"];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _byUid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _uids = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byUid.Count;
            }
        }
    }

    /// <summary>In Backstage's own order.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byUid.Values];
            }
        }
    }

    /// <summary>Takes every valid document of a text, as its processors would.</summary>
    /// <param name="location"><c>type:target</c>.</param>
    /// <param name="origin">The same when left out.</param>
    public IReadOnlyList<EntityRef> AddText(string text, string location, string? origin = null)
    {
        var added = new List<EntityRef>();
        foreach (var read in new YamlDocumentReader().Read(location, text))
        {
            if (read is { IsOk: true, Value.Root: JsonObject document }
                && EntityValidation.Validate(read.Value with { Root = Resolved(document) }) is { IsOk: true } valid)
            {
                Add((JsonObject)Resolved(document)!, location, origin);
                added.Add(valid.Value);
            }
        }

        return added;
    }

    /// <summary>What a placeholder names was read long ago.</summary>
    private static JsonNode? Resolved(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } only when Placeholders.Any(only.ContainsKey) => $"The text of {only.First().Value}",
        JsonObject members => new JsonObject(members.Select(one => KeyValuePair.Create(one.Key, Resolved(one.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Resolved)]),
        _ => node?.DeepClone(),
    };

    public void Add(JsonObject document, string location, string? origin = null)
    {
        var entity = (JsonObject)document.DeepClone();
        var metadata = (JsonObject)entity["metadata"]!;
        metadata.TryAdd("namespace", EntityRef.DefaultNamespace);
        var canonical = $"{entity["kind"]}:{metadata["namespace"]}/{metadata["name"]}".ToLowerInvariant();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations["backstage.io/managed-by-location"] = location;
        annotations["backstage.io/managed-by-origin-location"] = origin ?? location;
        if (location.StartsWith("url:", StringComparison.Ordinal) && location.Contains("/blob/", StringComparison.Ordinal))
        {
            var url = location["url:".Length..];
            annotations.TryAdd("backstage.io/view-url", url);
            annotations.TryAdd("backstage.io/edit-url", url.Replace("/blob/", "/edit/", StringComparison.Ordinal));
            var folder = url[..(url.LastIndexOf('/') + 1)].Replace("/blob/", "/tree/", StringComparison.Ordinal);
            annotations.TryAdd("backstage.io/source-location", "url:" + folder);
        }

        entity["relations"] = new JsonArray(new JsonObject { ["type"] = "ownedBy", ["targetRef"] = "group:default/any" });
        lock (_gate)
        {
            var uid = _uids.GetValueOrDefault(canonical) ?? Guid.NewGuid().ToString();
            metadata["uid"] = _uids[canonical] = uid;
            metadata["etag"] = ContentHash.Of(entity.ToJsonString())[..40];
            _byUid[uid] = entity;
        }
    }

    /// <summary>The entity of a registered location, as Backstage makes it.</summary>
    public void AddRegistered(string name, string target) => Add(
        new JsonObject
        {
            ["apiVersion"] = "backstage.io/v1alpha1",
            ["kind"] = "Location",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["type"] = "url", ["target"] = target },
        },
        $"url:{target}");

    public void Change(string canonical, Action<JsonObject> change)
    {
        lock (_gate)
        {
            var entity = (JsonObject)_byUid[_uids[canonical]].DeepClone();
            change(entity);
            _byUid[_uids[canonical]] = entity;
        }
    }

    public void Remove(string canonical)
    {
        lock (_gate)
        {
            _byUid.Remove(_uids[canonical]);
        }
    }
}
