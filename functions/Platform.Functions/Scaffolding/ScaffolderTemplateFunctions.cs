using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Shows the templates and their forms.</summary>
[RequiresRole(Role.Reader)]
public sealed class ScaffolderTemplateFunctions(ITemplateLibrary templates)
{
    [Function(ScaffoldNames.ListTemplates)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/templates")] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await templates.ListAsync(cancellationToken) });

    [Function(ScaffoldNames.ParameterSchema)]
    public async Task<IActionResult> GetParametersAsync(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/templates/{namespace}/{kind}/{name}/parameter-schema")]
        HttpRequest request,
        string @namespace,
        string kind,
        string name,
        CancellationToken cancellationToken)
    {
        var found = await templates.FindAsync(EntityRef.Create(kind, @namespace, name), cancellationToken);
        if (!found.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, found.Problems);
        }

        var template = TemplateParser.Parse(found.Value.Document);
        return template.IsOk
            ? JsonResults.Json(ParameterForm.Of(template.Value))
            : ProblemResults.From(request, StatusCodes.Status422UnprocessableEntity, template.Problems);
    }
}
