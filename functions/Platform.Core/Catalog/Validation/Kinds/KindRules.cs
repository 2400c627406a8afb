using System.Text.Json.Nodes;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation.Kinds;

/// <summary>Backstage knows a kind by its name and version together.</summary>
internal readonly record struct KindName(string ApiVersion, string Kind);

/// <summary>Finds the shape of an entity's <c>spec</c> and checks it.</summary>
internal static class KindRules
{
    public const string UnknownKind = "entity-kind-unknown";

    private const string Spec = "spec";

    private static readonly Dictionary<string, KindShape> Shapes =
        KindShape.All.ToDictionary(shape => shape.Kind, StringComparer.Ordinal);

    private static readonly string KnownKinds = string.Join(
        ", ", KindShape.All.Select(shape => $"{shape.ApiVersions[0]} {shape.Kind}"));

    /// <summary>Kinds whose names belong to Backstage are never foreign, whatever their apiVersion says.</summary>
    public static bool IsForeign(string kind) =>
        !KindShape.All.Any(shape => string.Equals(shape.Kind, kind, StringComparison.OrdinalIgnoreCase));

    public static bool IsKnown(KindName named) =>
        Shapes.TryGetValue(named.Kind, out var shape) && shape.ApiVersions.Contains(named.ApiVersion);

    /// <param name="registered">What is registered under the same name, with other versions.</param>
    public static void AddUnknown(FieldChecks checks, KindName named, KindDefinition? registered) => checks.Add(
        UnknownKind,
        "kind",
        JsonValue.Create($"{named.ApiVersion} {named.Kind}"),
        registered is null ? $"one of {KnownKinds}" : $"{registered.Kind} of {string.Join(", ", registered.ApiVersions)}");

    public static void Check(FieldChecks checks, JsonObject root, string kind)
    {
        var shape = Shapes[kind];
        if (!root.TryGetPropertyValue(Spec, out var spec))
        {
            checks.Add(FieldChecks.Missing, Spec, null, "an object");
            return;
        }

        ShapeOf(shape, spec).Check(checks, spec, Spec);
    }

    private static ObjectShape ShapeOf(KindShape shape, JsonNode? spec) =>
        shape.ByType is { } special
        && spec is JsonObject { } found
        && found["type"] is JsonValue value
        && value.TryGetValue<string>(out var type)
        && special.TryGetValue(type, out var own) ? own : shape.Spec;
}
