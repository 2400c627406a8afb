using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog.Backstage;

/// <summary>Takes entities of a Backstage over; <c>catalog import</c> calls it. Copies of teams, people and templates need no
/// rule, so it takes an administrator.</summary>
[RequiresRole(Role.Admin)]
public sealed class ImportFunction(ImportHandler handler)
{
    public const string Name = "CatalogImport";

    [Function(Name)]
    public Task<IActionResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/imports")] HttpRequest request,
        CancellationToken cancellationToken) =>
        handler.ImportAsync(request, cancellationToken);
}
