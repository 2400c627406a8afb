using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>What Backstage's clients know of a location.</summary>
public sealed record LocationView(string Id, string Type, string Target)
{
    public static LocationView Of(RegisteredLocation location) => new(location.Id, location.Type, location.Target);
}

/// <summary>Answers for registered locations.</summary>
public sealed class LocationHandler(
    LocationRegistration registration, IRegisteredLocations locations, ICatalogReader catalog)
{
    private const string OriginAnnotation = "backstage.io/managed-by-origin-location";

    public async Task<IActionResult> RegisterAsync(HttpRequest request, JsonObject body, CancellationToken cancellationToken)
    {
        var isDryRun = request.Query["dryRun"].ToString() is "true" or "1";
        var caller = request.HttpContext.GetCaller().Id;
        var done = await registration.RegisterAsync(body, caller, isDryRun, cancellationToken);
        if (!done.IsOk)
        {
            var isThere = done.Problems[0].Code == LocationRegistration.Exists;
            return ProblemResults.From(
                request, isThere ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, done.Problems);
        }

        var answer = new
        {
            location = LocationView.Of(done.Value.Location),
            exists = done.Value.IsThere,
            entities = done.Value.Report?.Entities.Select(entity => entity.Body).ToArray() ?? [],
            operation = done.Value.Operation,
        };
        if (done.Value.Report is { Problems.Count: > 0 } report)
        {
            var problems = report.Problems.Select(located => located.Problem).ToList();
            return ProblemResults.WithMore(request, StatusCodes.Status400BadRequest, problems, answer);
        }

        return OperationAnswers.Answer(request, StatusCodes.Status201Created, answer, done.Value.Operation);
    }

    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken) => JsonResults.Json(
        (await locations.ListAsync(cancellationToken)).Select(location => new { data = LocationView.Of(location) }).ToArray());

    public async Task<IActionResult> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await locations.FindAsync(id, cancellationToken) is { } location
            ? JsonResults.Json(LocationView.Of(location))
            : NotFound(request, $"There is no location '{id}'.", "id", id);

    public async Task<IActionResult> UnregisterAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var operation = await registration.UnregisterAsync(id, request.HttpContext.GetCaller().Id, cancellationToken);
        if (operation is null)
        {
            return NotFound(request, $"There is no location '{id}'.", "id", id);
        }

        OperationAnswers.Name(request, operation);
        return new NoContentResult();
    }

    public async Task<IActionResult> ByEntityAsync(
        HttpRequest request, string kind, string @namespace, string name, CancellationToken cancellationToken)
    {
        var entityRef = EntityRef.Create(kind, @namespace, name);
        if (await catalog.FindAsync(entityRef, cancellationToken) is not { } entity)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, EntityRefresher.Missing(entityRef));
        }

        var origin = (string?)entity.Body["metadata"]?["annotations"]?[OriginAnnotation] ?? string.Empty;
        var colon = origin.IndexOf(':', StringComparison.Ordinal);
        var id = colon > 0 ? RegisteredLocation.IdOf(origin[..colon], origin[(colon + 1)..]) : string.Empty;
        return await locations.FindAsync(id, cancellationToken) is { } location
            ? JsonResults.Json(LocationView.Of(location))
            : NotFound(request, $"No registered location brought '{entityRef}'.", "name", entityRef.Canonical);
    }

    private static IActionResult NotFound(HttpRequest request, string message, string field, string value) =>
        ProblemResults.From(
            request, StatusCodes.Status404NotFound,
            new Problem(LocationRegistration.NotFound, message, field, value, "a registered location"));
}
