using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Actions;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Shows the actions that templates can use.</summary>
[RequiresRole(Role.Reader)]
public sealed class ScaffolderActionFunctions(ActionRegistry actions)
{
    [Function(ScaffoldNames.ListActions)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/actions")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await actions.RefreshAsync(cancellationToken);
        return JsonResults.Json(actions.All.Select(ActionView.Of));
    }
}
