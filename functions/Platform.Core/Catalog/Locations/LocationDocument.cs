using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>What a document of the kind Location leads to.</summary>
public static class LocationDocument
{
    public const string Kind = "Location";

    /// <value>The one type that is read; a location without one has that of the location which named it.</value>
    public const string UrlType = "url";

    private const string Spec = "spec";

    public static bool Is(SourceDocument document) =>
        document.Root is JsonObject root
        && string.Equals(TextOf(root["kind"]), Kind, StringComparison.Ordinal)
        && root[Spec] is JsonObject;

    /// <param name="document">A valid entity of the kind.</param>
    /// <param name="descriptor">Where it stands.</param>
    public static (IReadOnlyList<LocationTarget> Targets, IReadOnlyList<Problem> Problems) Read(
        SourceDocument document, Descriptor descriptor, LocationAddresses addresses)
    {
        var spec = (JsonObject)document.Root![Spec]!;
        var type = TextOf(spec["type"]) ?? UrlType;
        if (type != UrlType)
        {
            return ([], [new(
                LocationCodes.Type, $"A location of the type '{type}' is not read.", "spec.type", type, $"'{UrlType}'",
                document.PlaceOf("spec.type"))]);
        }

        var isOptional = TextOf(spec["presence"]) == "optional";
        List<LocationTarget> targets = [];
        List<Problem> problems = [];
        foreach (var (field, target) in Written(spec))
        {
            var place = document.PlaceOf(field);
            var address = addresses.Resolve(target, descriptor);
            if (address.IsOk)
            {
                targets.Add(new(target, address.Value, new(descriptor.Source, field, place), isOptional));
            }
            else
            {
                problems.AddRange(address.Problems.Select(problem => problem with { Field = field, Place = place }));
            }
        }

        return (targets, problems);
    }

    private static IEnumerable<(string Field, string Target)> Written(JsonObject spec)
    {
        if (TextOf(spec["target"]) is { } single)
        {
            yield return ("spec.target", single);
        }

        var targets = spec["targets"] as JsonArray ?? [];
        for (var i = 0; i < targets.Count; i++)
        {
            if (TextOf(targets[i]) is { } target)
            {
                yield return (FieldPath.Item("spec.targets", i), target);
            }
        }
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
