using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Reports;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <summary>DORA's metrics of a component, a system, a team or the organisation, and what is behind them.</summary>
[RequiresRole(Role.Reader)]
public sealed class DoraFunctions(
    MetricsQueryParser parser, DoraReading reading, Explaining explaining, MetricsResults results)
{
    public const string Name = "MetricsDora";
    public const string ExplainName = "MetricsDoraExplain";

    /// <summary>Of a wider scope each day is looked at by itself.</summary>
    internal const int LongestExplained = 92;

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/dora")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = parser.Parse(name => request.Query[name]);
        if (!query.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        var answer = await reading.AnswerAsync(query.Value, cancellationToken);
        return results.Of(
            query.Value, answer, () => DoraRows.Of(query.Value, answer), DoraMetrics.Prefix, DoraMetrics.HelpOf);
    }

    [Function(ExplainName)]
    public async Task<IActionResult> ExplainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/dora/explain")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = parser.Parse(name => request.Query[name], LongestExplained);
        return query.IsOk
            ? JsonResults.Json(await explaining.AnswerAsync(query.Value, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
    }
}
