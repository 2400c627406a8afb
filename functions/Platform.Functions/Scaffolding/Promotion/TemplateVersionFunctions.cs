using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Promotion;

/// <summary>Shows the versions that a template had; each can be rendered again.</summary>
[RequiresRole(Role.Reader)]
public sealed class TemplateVersionFunctions(ITemplateLibrary library, ITemplateVersions versions)
{
    [Function(ScaffoldNames.TemplateVersions)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/templates/{namespace}/{kind}/{name}/versions")]
        HttpRequest request,
        string @namespace,
        string kind,
        string name,
        CancellationToken cancellationToken)
    {
        var template = EntityRef.Create(kind, @namespace, name);
        var current = await library.FindAsync(template, TemplateSelection.Staging, cancellationToken);
        var (known, stable) = await versions.ListAsync(template, cancellationToken);
        return known.Count > 0
            ? JsonResults.Json(new { newest = current.Value?.Version?.ContentHash, promoted = stable, items = known })
            : ProblemResults.From(request, StatusCodes.Status404NotFound, current.Problems);
    }
}
