using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Metrics.Queries;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <summary>What in the figures of a scope looks better than it is, with what shows it.</summary>
[RequiresRole(Role.Reader)]
public sealed class GamingFunction(MetricsQueryParser parser, GamingReading reading)
{
    public const string Name = "MetricsDoraGaming";

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/dora/gaming")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = parser.Parse(name => request.Query[name], DoraFunctions.LongestExplained);
        return query.IsOk
            ? JsonResults.Json(await reading.AnswerAsync(query.Value, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
    }
}
