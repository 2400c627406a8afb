using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Registered locations by predicate, one put in the place of another, and what could become one.</summary>
public sealed class LocationQueryFunctions(LocationHandler handler, LocationAnalysisHandler analysis)
{
    /// <summary>It reads repositories with the platform's credentials, as registering them does.</summary>
    [Function("CatalogLocationAnalyze"), RequiresRole(Role.Registrar), ChangesNothing]
    public Task<IActionResult> AnalyzeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/analyze-location")] HttpRequest request,
        CancellationToken cancellationToken) =>
        WithBodyAsync(request, body => analysis.AnalyzeAsync(request, body, cancellationToken), cancellationToken);

    [Function("CatalogLocationsByQuery"), RequiresRole(Role.Reader), ChangesNothing]
    public Task<IActionResult> QueryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/locations/by-query")] HttpRequest request,
        CancellationToken cancellationToken) =>
        WithBodyAsync(request, body => handler.QueryAsync(request, body, cancellationToken), cancellationToken);

    [Function("CatalogLocationsReplace"), RequiresRole(Role.Registrar)]
    public Task<IActionResult> ReplaceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "catalog/locations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        WithBodyAsync(request, body => handler.ReplaceAsync(request, id, body, cancellationToken), cancellationToken);

    private static async Task<IActionResult> WithBodyAsync(
        HttpRequest request, Func<JsonObject, Task<IActionResult>> answer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return body.IsOk
            ? await answer(body.Value)
            : ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
    }
}
