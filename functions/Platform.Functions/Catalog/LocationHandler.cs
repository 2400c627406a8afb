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

/// <param name="IsReadOnly">Locations are neither registered nor let go over HTTP.</param>
public sealed record CatalogMode(bool IsReadOnly);

/// <summary>Answers for registered locations.</summary>
public sealed class LocationHandler(
    LocationRegistration registration,
    IRegisteredLocations locations,
    ICatalogReader catalog,
    CatalogMode mode)
{
    public const string IsReadOnly = "catalog-read-only";

    private const string Reject = "reject";
    private const string Refresh = "refresh";
    private const string OriginAnnotation = "backstage.io/managed-by-origin-location";

    public async Task<IActionResult> RegisterAsync(HttpRequest request, JsonObject body, CancellationToken cancellationToken)
    {
        var isDryRun = IsTrue(request.Query["dryRun"].ToString());
        if (!isDryRun && mode.IsReadOnly)
        {
            return ReadOnly(request);
        }

        var onConflict = request.Query["onConflict"].ToString();
        if (onConflict is not ("" or Reject or Refresh))
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, new Problem(
                FieldChecks.WrongFormat, "'onConflict' is not valid.", "onConflict", onConflict, $"{Reject} or {Refresh}"));
        }

        var caller = request.HttpContext.GetCaller().Id;
        var done = await registration.RegisterAsync(body, caller, isDryRun, cancellationToken, onConflict == Refresh);
        if (!done.IsOk)
        {
            return Refused(request, done.Problems);
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

    public async Task<IActionResult> QueryAsync(HttpRequest request, JsonObject body, CancellationToken cancellationToken)
    {
        var query = LocationQuery.Read(body);
        if (!query.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        var page = query.Value.Of(await locations.ListAsync(cancellationToken));
        return JsonResults.Json(new
        {
            items = page.Items.Select(LocationView.Of),
            page.TotalItems,
            pageInfo = new { page.NextCursor },
        });
    }

    public async Task<IActionResult> ReplaceAsync(
        HttpRequest request, string id, JsonObject body, CancellationToken cancellationToken)
    {
        if (mode.IsReadOnly)
        {
            return ReadOnly(request);
        }

        var caller = request.HttpContext.GetCaller().Id;
        if (await registration.ReplaceAsync(id, body, caller, cancellationToken) is not { } done)
        {
            return NotFound(request, $"There is no location '{id}'.", "id", id);
        }

        if (!done.IsOk)
        {
            return Refused(request, done.Problems);
        }

        request.HttpContext.AddAuditSubjects(done.Value.Location.Id);
        return OperationAnswers.Answer(
            request, StatusCodes.Status200OK, LocationView.Of(done.Value.Location), done.Value.Operation);
    }

    public async Task<IActionResult> UnregisterAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (mode.IsReadOnly)
        {
            return ReadOnly(request);
        }

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

    /// <summary>As Backstage reads such a parameter.</summary>
    private static bool IsTrue(string text) => text.ToLowerInvariant() is "true" or "1" or "yes" or "y" or "on";

    private static IActionResult Refused(HttpRequest request, IReadOnlyList<Problem> problems) => ProblemResults.From(
        request,
        problems[0].Code == LocationRegistration.Exists ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest,
        problems);

    private static IActionResult ReadOnly(HttpRequest request) => ProblemResults.From(
        request, StatusCodes.Status403Forbidden,
        new Problem(IsReadOnly, "The catalog is read only: locations are neither registered nor let go (CatalogReadOnly)."));

    private static IActionResult NotFound(HttpRequest request, string message, string field, string value) =>
        ProblemResults.From(
            request, StatusCodes.Status404NotFound,
            new Problem(LocationRegistration.NotFound, message, field, value, "a registered location"));
}
