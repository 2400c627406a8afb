using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Audits;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Starts refreshes and answers for operations.</summary>
public sealed class RefreshHandler(
    LocationRegistration registration,
    ICatalogReader catalog,
    ICatalogOperations operations,
    RefreshRunner runner,
    AuditOperations audits)
{
    public const string NotFound = "operation-not-found";

    /// <param name="body"><c>{entityRef}</c>; Backstage's own token for the call means nothing here.</param>
    public async Task<IActionResult> RefreshAsync(HttpRequest request, JsonObject body, CancellationToken cancellationToken)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["entityRef", "authorizationToken"]);
        var text = checks.Text(
            body, string.Empty, "entityRef", required: true, value => EntityRef.TryParse(value, out _), EntityRef.Requirements);
        if (!checks.IsClean)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, checks.Problems);
        }

        var entityRef = EntityRef.Parse(text!);
        if (await catalog.FindAsync(entityRef, cancellationToken) is null)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, EntityRefresher.Missing(entityRef));
        }

        var caller = request.HttpContext.GetCaller().Id;
        var operation = await registration.RefreshAsync(entityRef, caller, cancellationToken);
        return OperationAnswers.Answer(request, StatusCodes.Status200OK, new { operation }, operation);
    }

    public async Task<IActionResult> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await operations.FindAsync(id, cancellationToken) is { } operation
            ? JsonResults.Json(operation)
            : ProblemResults.From(
                request, StatusCodes.Status404NotFound,
                new Problem(NotFound, $"There is no operation '{id}'.", "id", id, "an operation of the last 7 days"));

    /// <returns>What is wrong with the message.</returns>
    public async Task<IReadOnlyList<Problem>> RunAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var message = RefreshMessage.Parse(body.Span);
        if (message.IsOk)
        {
            await (message.Value.Audit == true
                ? audits.RunAsync(message.Value.Id, cancellationToken)
                : runner.RunAsync(message.Value, cancellationToken));
        }

        return message.Problems;
    }

    public async Task GiveUpAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (RefreshMessage.Parse(body.Span) is { IsOk: true, Value: { } message })
        {
            await runner.GiveUpAsync(message, cancellationToken);
        }
    }
}
