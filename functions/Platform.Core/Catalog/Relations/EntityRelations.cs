using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Relations;

/// <summary>What an entity says about others, from its own side.</summary>
/// <param name="Outgoing">Each fact once; the other ends get theirs by <see cref="Relation.Inverse"/>.</param>
/// <param name="Problems">References that can't be read. The entity is valid without them.</param>
public sealed record DeclaredRelations(IReadOnlyList<Relation> Outgoing, IReadOnlyList<Problem> Problems);

/// <summary>Reads the relations that an entity's <c>spec</c> declares.</summary>
public static class EntityRelations
{
    public const string BadReference = "entity-ref-format";

    /// <param name="placeOf">Where a field stands, for entities that came from a file.</param>
    public static DeclaredRelations Of(EntityRef self, JsonObject entity, Func<string, SourcePlace?>? placeOf = null)
    {
        var relations = new List<Relation>();
        var checks = new FieldChecks(placeOf);
        if (entity["spec"] is not JsonObject spec)
        {
            return new([], []);
        }

        foreach (var field in RelationFields.Of(self.Kind))
        {
            if (field.OnlyOfType is null || TextOf(spec["type"]) == field.OnlyOfType)
            {
                Read(self, field, spec[field.Name], relations, checks);
            }
        }

        return new([.. relations.Distinct()], checks.Problems);
    }

    private static void Read(
        EntityRef self, RelationField field, JsonNode? value, List<Relation> relations, FieldChecks checks)
    {
        var path = FieldPath.Key("spec", field.Name);
        if (value is not JsonArray items)
        {
            // Nothing at all, or an empty text, is no reference and no mistake.
            if (!field.IsList && value is not null && TextOf(value) != string.Empty)
            {
                Add(self, field, value, path, relations, checks);
            }

            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            Add(self, field, items[i], FieldPath.Item(path, i), relations, checks);
        }
    }

    private static void Add(
        EntityRef self, RelationField field, JsonNode? value, string path, List<Relation> relations, FieldChecks checks)
    {
        if (EntityRef.TryParse(TextOf(value), out var target, field.DefaultKind, self.Namespace))
        {
            relations.Add(new(self, field.Type, target));
        }
        else if (!Placeholder.Is(value))
        {
            checks.Add(BadReference, path, value, field.DefaultKind is null
                ? "a reference with its kind, for example component:orders"
                : $"a reference, {EntityRef.Requirements}");
        }
    }

    private static string? TextOf(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
