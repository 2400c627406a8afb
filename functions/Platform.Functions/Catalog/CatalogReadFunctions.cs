using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Answers for entities and for what was wrong with their descriptors.</summary>
[RequiresRole(Role.Reader)]
public sealed class CatalogReadFunctions(ICatalogReader catalog, ILocationReports reports)
{
    public const string ByNameName = "CatalogEntityByName";
    public const string ProblemsName = "CatalogProblems";

    private static readonly Problem LocationMissing = new(
        FieldChecks.Missing,
        "'location' is missing from the query.",
        "location",
        Expected: "type:target, for example url:https://…");

    [Function(ByNameName)]
    public async Task<IActionResult> ByNameAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entities/by-name/{kind}/{namespace}/{name}")]
        HttpRequest request,
        string kind,
        string @namespace,
        string name,
        CancellationToken cancellationToken)
    {
        var entityRef = EntityRef.Create(kind, @namespace, name);
        return await catalog.FindAsync(entityRef, cancellationToken) is { } entity
            ? JsonResults.Json(entity.Body)
            : ProblemResults.From(request, StatusCodes.Status404NotFound, NotFound(entityRef));
    }

    [Function(ProblemsName)]
    public async Task<IActionResult> ProblemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/problems")] HttpRequest request,
        CancellationToken cancellationToken) =>
        request.Query["location"].ToString() is { Length: > 0 } location
            ? JsonResults.Json(await reports.FindAsync(location, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, LocationMissing);

    private static Problem NotFound(EntityRef entityRef) => new(
        "entity-not-found",
        $"No entity found with ref '{entityRef}'.",
        "name",
        entityRef.Canonical,
        "the reference of an entity in the catalog");
}
