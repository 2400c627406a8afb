using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Templating;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Shows what expressions can use.</summary>
[RequiresRole(Role.Reader)]
public sealed class ScaffolderTemplatingFunctions
{
    [Function(ScaffoldNames.TemplatingExtensions)]
    public IActionResult List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/templating-extensions")] HttpRequest request) =>
        JsonResults.Json(TemplatingExtensionsView.Of(TemplatingDocs.Filters, TemplatingDocs.Functions));
}
