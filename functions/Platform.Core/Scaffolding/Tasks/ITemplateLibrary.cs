using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>The templates that tasks can be made from.</summary>
public interface ITemplateLibrary
{
    Task<IReadOnlyList<TemplateSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The template's text and folder as they are now; <c>template-unknown</c> names what there is.</summary>
    Task<Result<StoredTemplate>> FindAsync(EntityRef template, CancellationToken cancellationToken);
}

public sealed record TemplateSummary(EntityRef Ref, string? Title, string? Description);

/// <param name="Document">The parsed <c>template.yaml</c>.</param>
/// <param name="Source">Id of a manifest that holds the template's folder, and whose bodies are stored.</param>
/// <param name="Location">Where it was found, for people.</param>
/// <param name="Folder">The template's folder within the manifest; empty for all of it.</param>
public sealed record StoredTemplate(SourceDocument Document, string Source, string Location, string Folder = "");
