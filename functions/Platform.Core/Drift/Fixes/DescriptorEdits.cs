using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Finds an entity's document in its descriptor.</summary>
internal static class DescriptorEdits
{
    /// <returns>Null when the descriptor is not there or does not describe the entity.</returns>
    public static async Task<(string Path, string Text, SourceDocument Document)?> FindAsync(
        IDocumentReader reader, FixRequest request, CancellationToken cancellationToken)
    {
        if (request.Input.Entity is not { Path: { } path } entity || await request.Files(path, cancellationToken) is not { } text)
        {
            return null;
        }

        var document = reader.Read(path, text).Select(one => one.Value).OfType<SourceDocument>()
            .FirstOrDefault(one => one.Root is JsonObject root && RefOf(root)?.Equals(entity.Ref) == true);
        return document is null ? null : (path, text, document);
    }

    private static EntityRef? RefOf(JsonObject root)
    {
        var (kind, name) = (Content.Json.Text(root["kind"]), Content.Json.Text((root["metadata"] as JsonObject)?["name"]));
        var @namespace = Content.Json.Text((root["metadata"] as JsonObject)?["namespace"]) ?? EntityRef.DefaultNamespace;
        return kind is { Length: > 0 } && name is { Length: > 0 } ? EntityRef.Create(kind, @namespace, name) : null;
    }
}
