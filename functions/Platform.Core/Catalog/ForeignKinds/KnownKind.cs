using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Catalog.Validation.Kinds;

namespace Platform.Core.Catalog.ForeignKinds;

/// <summary>A kind that descriptors may use, as it is shown.</summary>
/// <param name="Schema">What an administrator registered; Backstage's own kinds are checked by rules that need no schema.</param>
public sealed record KnownKind(
    string Kind, IReadOnlyList<string> ApiVersions, KindStanding Standing, JsonObject? Schema = null)
{
    public static IReadOnlyList<KnownKind> BuiltIn { get; } =
        [.. KindShape.All.Select(shape => new KnownKind(shape.Kind, shape.ApiVersions, KindStanding.BuiltIn))];

    public static KnownKind Of(KindDefinition definition) =>
        new(definition.Kind, definition.ApiVersions, KindStanding.Registered, definition.Schema);
}
