using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Catalog.ForeignKinds;

/// <summary>The registered kinds at one moment, with their schemas ready to use; safe for many threads.</summary>
public sealed class KindRegistry
{
    private readonly Dictionary<string, (KindDefinition Definition, JsonSchema Schema)> _kinds;

    public KindRegistry(IEnumerable<KindDefinition> definitions) => _kinds = definitions.ToDictionary(
        definition => definition.Kind,
        definition => (definition, JsonSchema.Parse(definition.Schema)),
        StringComparer.OrdinalIgnoreCase);

    public static KindRegistry Empty { get; } = new([]);

    public KindDefinition? Find(string kind) => _kinds.TryGetValue(kind, out var found) ? found.Definition : null;

    /// <summary>What the kind's schema says against a document, each with its place.</summary>
    public IReadOnlyList<Problem> Check(string kind, SourceDocument document) =>
        [.. _kinds[kind].Schema.Validate(document.Root).Select(
            problem => problem with { Place = document.PlaceOf(problem.Field ?? string.Empty) })];
}
