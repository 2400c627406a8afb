using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Findings;

/// <summary>Shows levels, what changed them and what would bring the next one.</summary>
public sealed class ScorecardHandler(ScorecardReading reading)
{
    public const string NotFound = "scorecard-not-found";
    public const string NotSeen = "drift-entity-not-seen";

    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await reading.ListAsync(cancellationToken) });

    public async Task<IActionResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var text = request.Query["scope"].ToString();
        if (!ScorecardScope.TryParse(text, out var scope) && text.Length > 0)
        {
            return Wrong(request, "scope", text, ScorecardScope.Requirements);
        }

        return await reading.FindAsync(id, scope, cancellationToken) is { } view
            ? JsonResults.Json(view)
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotFound, $"There is no scorecard '{id}'.", "id", id, "the id of a scorecard of golden-path.yaml"));
    }

    public async Task<IActionResult> EntityAsync(HttpRequest request, string entity, CancellationToken cancellationToken)
    {
        if (!EntityRef.TryParse(entity, out var parsed, "component"))
        {
            return Wrong(request, "entity", entity, EntityRef.Requirements);
        }

        return await reading.FindAsync(parsed, cancellationToken) is { } standing
            ? JsonResults.Json(standing)
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotSeen, $"No sweep has seen '{parsed}' yet.", "entity", entity, "an entity of the catalog that was swept"));
    }

    private static IActionResult Wrong(HttpRequest request, string field, string value, string expected) =>
        ProblemResults.From(request, StatusCodes.Status400BadRequest, new Problem(
            FieldChecks.WrongFormat, $"'{field}' is not valid: expected {expected}.", field, value, expected));
}
