using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Space;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Space;

/// <summary>SPACE of a component, a system, a team or the organisation, and what is behind it; never of a person.</summary>
[RequiresRole(Role.Reader)]
public sealed class SpaceFunctions(
    MetricsQueryParser parser, SpaceReading reading, SpaceExplaining explaining, MetricsResults results)
{
    public const string Name = "MetricsSpace";
    public const string ExplainName = "MetricsSpaceExplain";

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/space")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = parser.Parse(name => request.Query[name]);
        if (!query.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        var answer = await reading.AnswerAsync(query.Value, cancellationToken);
        return results.Of(
            query.Value, answer, () => SpaceRows.Of(query.Value, answer), SpaceMetrics.Prefix, SpaceMetrics.HelpOf);
    }

    [Function(ExplainName)]
    public async Task<IActionResult> ExplainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/space/explain")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = parser.Parse(name => request.Query[name], ReviewSpread.MostDays);
        return query.IsOk
            ? JsonResults.Json(await explaining.AnswerAsync(query.Value, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
    }
}
