using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>
/// Judges a document as Backstage's envelope, field format and kind checks do, and says everything that is wrong at once.
/// </summary>
public static class EntityValidation
{
    public const string NotAnObject = "entity-not-an-object";

    private static readonly string[] RootFields = ["apiVersion", "kind", "metadata", "spec", "relations", "status"];

    /// <returns>The entity's reference, when the document is valid.</returns>
    public static Result<EntityRef> Validate(SourceDocument document)
    {
        if (document.Root is not JsonObject root)
        {
            return new Problem(
                NotAnObject,
                "A document of a descriptor is an object with apiVersion, kind and metadata.",
                Expected: "an object",
                Place: document.Start);
        }

        var checks = new FieldChecks(document.PlaceOf);
        checks.NoOthers(root, string.Empty, RootFields);
        var apiVersion = checks.Text(
            root, string.Empty, "apiVersion", required: true, FieldFormats.IsApiVersion, FieldFormats.ApiVersionRequirements);
        var kind = checks.Text(root, string.Empty, "kind", required: true, FieldFormats.IsKind, FieldFormats.KindRequirements);
        var metadata = checks.Object(root, string.Empty, "metadata", required: true);
        if (metadata is not null)
        {
            MetadataRules.Check(checks, metadata);
        }

        if (kind is not null && apiVersion is not null)
        {
            KindRules.Check(checks, root, apiVersion, kind);
        }

        return checks.IsClean
            ? EntityRef.Create(
                kind!,
                metadata!["namespace"]?.GetValue<string>() ?? EntityRef.DefaultNamespace,
                metadata["name"]!.GetValue<string>())
            : Result<EntityRef>.Failed(checks.Problems);
    }
}
