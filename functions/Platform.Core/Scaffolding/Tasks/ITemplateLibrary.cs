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
/// <param name="Source">Id of the manifest of the template's folder, whose bodies are stored.</param>
/// <param name="Location">Where it was found, for people.</param>
public sealed record StoredTemplate(SourceDocument Document, string Source, string Location);
