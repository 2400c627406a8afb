using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// Makes the catalog's entity from a valid document: what Backstage's reader adds is added, what only it may set is replaced.
/// </summary>
internal static class EntityAssembly
{
    /// <summary>Ours, as Backstage has none: the repository can't be changed any more.</summary>
    private const string Archived = "platform.functions/repository-archived";

    public static CatalogEntity Assemble(ValidEntity valid, JsonObject document, Descriptor descriptor)
    {
        var entityRef = valid.Ref;
        var body = (JsonObject)document.DeepClone();
        var metadata = (JsonObject)body["metadata"]!;
        metadata["namespace"] = entityRef.Namespace;
        metadata["annotations"] = Annotations(metadata, descriptor);
        // The uid is a function of the reference, so that a repeated message can't make a second one.
        var uid = Uid(entityRef);
        metadata["uid"] = uid;
        metadata.Remove("etag");
        if (valid.Standing == KindStanding.Foreign)
        {
            body["status"] = ForeignStatus(entityRef.Kind);
        }

        var etag = ContentHash.Of(body.ToJsonString(PlatformJson.Options))[..40];
        metadata["etag"] = etag;
        return new(entityRef, uid, etag, body, descriptor.Source);
    }

    private static JsonObject Annotations(JsonObject metadata, Descriptor descriptor)
    {
        var annotations = metadata["annotations"] as JsonObject ?? [];
        metadata.Remove("annotations");
        annotations[LocationAnnotations.ManagedBy] = descriptor.Location;
        annotations[LocationAnnotations.Origin] = descriptor.Registered ?? descriptor.CopiedOrigin ?? descriptor.Location;
        // A copy has what its catalog made of the place, and the place need not be a file's.
        if (descriptor.CopiedOrigin is null
            && descriptor.Location.StartsWith(LocationAnnotations.UrlPrefix, StringComparison.Ordinal))
        {
            var url = descriptor.Location[LocationAnnotations.UrlPrefix.Length..];
            annotations.TryAdd(LocationAnnotations.View, url);
            annotations.TryAdd(LocationAnnotations.Edit, url.Replace("/blob/", "/edit/", StringComparison.Ordinal));
            var folder = url[..(url.LastIndexOf('/') + 1)].Replace("/blob/", "/tree/", StringComparison.Ordinal);
            annotations.TryAdd(LocationAnnotations.SourceLocation, LocationAnnotations.UrlPrefix + folder);
        }

        if (descriptor.File is { IsArchived: true })
        {
            annotations[Archived] = "true";
        }

        return annotations;
    }

    private static JsonObject ForeignStatus(string kind) => new()
    {
        ["items"] = new JsonArray(new JsonObject
        {
            ["type"] = "platform.functions/foreign-kind",
            ["level"] = "info",
            ["message"] = $"Nobody has registered a schema for the kind '{kind}', so only the envelope was checked.",
        }),
    };

    private static string Uid(EntityRef entityRef) =>
        new Guid(Convert.FromHexString(ContentHash.Of(entityRef.Canonical)[..32])).ToString();
}
