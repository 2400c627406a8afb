using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>The templates that tasks can be made from.</summary>
public interface ITemplateLibrary
{
    Task<IReadOnlyList<TemplateSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The template's text and folder in the wanted version; <c>template-unknown</c> names what there is,
    /// <c>template-version-unknown</c> and <c>template-not-promoted</c> say what is missing.
    /// </summary>
    Task<Result<StoredTemplate>> FindAsync(
        EntityRef template, TemplateSelection selection, CancellationToken cancellationToken);
}

public static class TemplateLibraryExtensions
{
    /// <summary>The version that everybody is offered.</summary>
    public static Task<Result<StoredTemplate>> FindAsync(
        this ITemplateLibrary library, EntityRef template, CancellationToken cancellationToken) =>
        library.FindAsync(template, TemplateSelection.Stable, cancellationToken);
}

/// <param name="Problems">Why no task can be made from it here, such as a pinned action that is gone; none: one can.</param>
public sealed record TemplateSummary(
    EntityRef Ref,
    string? Title,
    string? Description,
    TemplateState? State = null,
    IReadOnlyList<Problem>? Problems = null);

/// <param name="Newest">Content hash of the newest version, which the channel staging offers.</param>
/// <param name="Stable">That of the version that everybody is offered; null while none was promoted.</param>
/// <param name="Verified">What came of the last time that the stable version was tried; null when it never was.</param>
public sealed record TemplateState(string? Newest, string? Stable, TemplateVerification? Verified);

/// <param name="Document">The parsed <c>template.yaml</c>.</param>
/// <param name="Source">Id of a manifest that holds the template's folder, and whose bodies are stored.</param>
/// <param name="Location">Where it was found, for people.</param>
/// <param name="Folder">The template's folder within the manifest; empty for all of it.</param>
/// <param name="Version">Null for a template that is in no library, such as a file on an author's disk.</param>
public sealed record StoredTemplate(
    SourceDocument Document, string Source, string Location, string Folder = "", TemplateVersion? Version = null);
