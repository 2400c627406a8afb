using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>
/// The catalog's question about templates: one that is locked to a version of an action that is not here is refused. One that
/// names an unknown action without locking it was perhaps written for another platform: it is shown, and its problem too.
/// </summary>
/// <param name="actions">Asked at the first template: the actions themselves need the catalog.</param>
public sealed class TemplateChecks(Func<TemplateActions> actions) : IDocumentChecks
{
    public async Task<DocumentVerdict> CheckAsync(
        EntityRef entity, SourceDocument document, CancellationToken cancellationToken)
    {
        if (!entity.Kind.Equals("template", StringComparison.OrdinalIgnoreCase))
        {
            return DocumentVerdict.Fine;
        }

        var problems = await actions().CheckAsync(document, cancellationToken);
        return new(problems, problems.Any(TemplateActions.IsLockBroken));
    }
}
