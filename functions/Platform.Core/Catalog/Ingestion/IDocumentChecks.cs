using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>What other capabilities know about documents of their kinds, asked when the catalog takes one in.</summary>
public interface IDocumentChecks
{
    /// <param name="document">Valid as an entity, its placeholders put in.</param>
    Task<DocumentVerdict> CheckAsync(EntityRef entity, SourceDocument document, CancellationToken cancellationToken);
}

/// <param name="Problems">With their places; reported at the document's location.</param>
/// <param name="IsRefused">The document makes no entity; what an earlier text of it made stays.</param>
public sealed record DocumentVerdict(IReadOnlyList<Problem> Problems, bool IsRefused = false)
{
    public static DocumentVerdict Fine { get; } = new([]);
}
