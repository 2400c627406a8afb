using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <summary>
/// An entity as its descriptor says it, Backstage's or ours: without uid, etag, relations, status and the annotations by which a
/// server tells how it fares there.
/// </summary>
/// <param name="Ref">Null when it lacks a part of its name.</param>
/// <param name="Body">Ours to keep.</param>
/// <param name="Location">Where it is read, <c>type:target</c>; empty when it does not say.</param>
/// <param name="Origin">The location that brought that one.</param>
public sealed record DeclaredEntity(EntityRef? Ref, JsonObject Body, string Location, string Origin)
{
    private const string Ours = "platform.functions/";
    private const string Orphan = "backstage.io/orphan";

    /// <param name="entity">Left as it is.</param>
    public static DeclaredEntity Of(JsonObject entity)
    {
        var body = (JsonObject)entity.DeepClone();
        body.Remove("relations");
        body.Remove("status");
        if (body["metadata"] is not JsonObject metadata)
        {
            return new(null, body, string.Empty, string.Empty);
        }

        metadata.Remove("uid");
        metadata.Remove("etag");
        metadata.TryAdd("namespace", EntityRef.DefaultNamespace);
        var annotations = metadata["annotations"] as JsonObject ?? [];
        foreach (var name in annotations.Select(annotation => annotation.Key).Where(IsGenerated).ToList())
        {
            annotations.Remove(name);
        }

        if (annotations.Count == 0)
        {
            metadata.Remove("annotations");
        }

        var location = Text(annotations[LocationAnnotations.ManagedBy]) ?? string.Empty;
        return new(RefOf(body, metadata), body, location, Text(annotations[LocationAnnotations.Origin]) ?? location);
    }

    /// <summary>The same, whoever wrote it.</summary>
    public string Hash() => ContentHash.Of(CanonicalJson.Of(Body));

    internal static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsGenerated(string annotation) =>
        annotation == Orphan || annotation.StartsWith(Ours, StringComparison.Ordinal);

    private static EntityRef? RefOf(JsonObject body, JsonObject metadata) =>
        Text(body["kind"]) is { Length: > 0 } kind
        && Text(metadata["namespace"]) is { Length: > 0 } space
        && Text(metadata["name"]) is { Length: > 0 } name
            ? EntityRef.Create(kind, space, name)
            : null;
}
