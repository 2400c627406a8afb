using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

public enum ImportOutcome
{
    /// <summary>This catalog says the same; after a dry run, it would.</summary>
    Identical,

    /// <summary>Both catalogs have it, and this one says something else.</summary>
    Different,

    /// <summary>This catalog does not take it.</summary>
    Rejected,

    /// <summary>Nothing is done before the location that <see cref="ImportedEntity.Register"/> names is registered.</summary>
    Pending,

    /// <summary>A location that only leads to others, which are imported by themselves.</summary>
    LeftOut,
}

/// <summary>What came of one entity of another catalog.</summary>
/// <param name="Ref">As the other catalog names it, with a question mark for each part that it lacks.</param>
/// <param name="Place">Where the other catalog has it from, <c>type:target</c>.</param>
public sealed record ImportedEntity(string Ref, string Place, ImportOutcome Outcome)
{
    /// <value>This catalog was changed by it; after a dry run, it would be.</value>
    public bool Written { get; init; }

    /// <value>The address of the location that brings it.</value>
    public string? Register { get; init; }

    public IReadOnlyList<FieldDifference> Fields { get; init; } = [];

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    internal static string NameOf(DeclaredEntity entity)
    {
        var metadata = entity.Body["metadata"];
        return entity.Ref?.Canonical
            ?? $"{Part(entity.Body["kind"])}:{Part(metadata?["namespace"])}/{Part(metadata?["name"])}";
    }

    private static string Part(System.Text.Json.Nodes.JsonNode? node) =>
        DeclaredEntity.Text(node) is { Length: > 0 } text ? text.ToLowerInvariant() : "?";
}
