using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Catalog.Queries;

/// <summary>
/// A place between two entities in the order of a query, and the query itself. It names the neighbour by its values, not by a
/// count, so that entities that come and go elsewhere neither hide nor repeat one.
/// </summary>
/// <param name="Values">Of the order's fields, null for one that is missing.</param>
/// <param name="IsPrevious">The page ends here; otherwise it begins here.</param>
public sealed record EntityCursor(
    EntityFilter Filter,
    IReadOnlyList<EntityOrder> Order,
    FullText? Text,
    IReadOnlyList<string?> Values,
    string Uid,
    bool IsPrevious)
{
    public const string Requirements = "a cursor as the catalog gave it";

    public static bool TryParse(string? text, [NotNullWhen(true)] out EntityCursor? cursor) => throw new NotSupportedException();

    /// <summary>Opaque, and safe in an address.</summary>
    public override string ToString() => throw new NotSupportedException();
}
