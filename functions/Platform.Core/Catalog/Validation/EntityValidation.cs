using System.Text.Json.Nodes;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Validation.Kinds;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>How much is known of a valid entity's kind.</summary>
public enum KindStanding
{
    /// <summary>One of Backstage's; the whole entity was checked.</summary>
    BuiltIn,

    /// <summary>An administrator registered a schema for it, and the entity satisfies it.</summary>
    Registered,

    /// <summary>Nobody has said what it must look like; only the envelope was checked.</summary>
    Foreign,
}

public sealed record ValidEntity(EntityRef Ref, KindStanding Standing);

/// <summary>
/// Judges a document as Backstage's entity policies and kind validators do, and says everything that is wrong at once.
/// Placeholders stand for a value that satisfies every check, except where the envelope must be readable without them.
/// </summary>
public static class EntityValidation
{
    public const string NotAnObject = "entity-not-an-object";

    private static readonly string[] RootFields = ["apiVersion", "kind", "metadata", "spec"];

    /// <summary>As Backstage, which refuses every kind that it doesn't know.</summary>
    /// <returns>The entity's reference, when the document is valid.</returns>
    public static Result<EntityRef> Validate(SourceDocument document)
    {
        var judged = Validate(document, kinds: null);
        return judged.IsOk ? judged.Value.Ref : Result<EntityRef>.Failed(judged.Problems);
    }

    /// <param name="kinds">What is registered beside the built-in kinds; without it, foreign kinds are refused.</param>
    public static Result<ValidEntity> Validate(SourceDocument document, KindRegistry? kinds)
    {
        if (document.Root is not JsonObject root)
        {
            return new Problem(
                NotAnObject,
                "A document of a descriptor is an object with apiVersion, kind and metadata.",
                Expected: "an object",
                Place: document.Start);
        }

        var envelope = new FieldChecks(document.PlaceOf);
        envelope.NoOthers(root, string.Empty, RootFields);
        var apiVersion = envelope.Text(
            root, string.Empty, "apiVersion", required: true, FieldFormats.IsApiVersion, FieldFormats.ApiVersionRequirements);
        var kind = envelope.Text(
            root, string.Empty, "kind", required: true, FieldFormats.IsKind, FieldFormats.KindRequirements);
        var metadata = envelope.Object(root, string.Empty, "metadata", required: true);
        var name = metadata is null ? null : MetadataRules.Name(envelope, metadata);
        var space = metadata is null ? null : MetadataRules.Namespace(envelope, metadata);

        var content = new FieldChecks(document.PlaceOf, Placeholder.Is);
        if (metadata is not null)
        {
            MetadataRules.Check(content, metadata);
        }

        var standing = kind is null || apiVersion is null
            ? KindStanding.Foreign
            : CheckKind(content, root, new KindName(apiVersion, kind), kinds);
        List<Problem> problems = [.. envelope.Problems, .. content.Problems];
        if (problems.Count == 0 && standing == KindStanding.Registered)
        {
            problems.AddRange(kinds!.Check(kind!, document));
        }

        return problems.Count == 0
            ? new ValidEntity(EntityRef.Create(kind!, space ?? EntityRef.DefaultNamespace, name!), standing)
            : Result<ValidEntity>.Failed(problems);
    }

    private static KindStanding CheckKind(FieldChecks checks, JsonObject root, KindName named, KindRegistry? kinds)
    {
        if (KindRules.IsKnown(named))
        {
            KindRules.Check(checks, root, named.Kind);
            return KindStanding.BuiltIn;
        }

        var registered = kinds?.Find(named.Kind);
        if (kinds is null || !KindRules.IsForeign(named.Kind) || registered?.ApiVersions.Contains(named.ApiVersion) == false)
        {
            KindRules.AddUnknown(checks, named, registered);
        }

        checks.Object(root, string.Empty, "spec");
        return registered is null ? KindStanding.Foreign : KindStanding.Registered;
    }
}
