using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Says what was wrong with the descriptors of a location.</summary>
[RequiresRole(Role.Reader)]
public sealed class CatalogProblemsFunction(ILocationReports reports)
{
    public const string Name = "CatalogProblems";

    private static readonly Problem LocationMissing = new(
        FieldChecks.Missing,
        "'location' is missing from the query.",
        "location",
        Expected: "type:target, for example url:https://…");

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/problems")] HttpRequest request,
        CancellationToken cancellationToken) =>
        request.Query["location"].ToString() is { Length: > 0 } location
            ? JsonResults.Json(await reports.FindAsync(location, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, LocationMissing);
}
