using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <summary>Answers Backstage's OpenDORA plugin; docs/metrics.md says how to point it here.</summary>
[RequiresRole(Role.Reader)]
public sealed class OpenDoraFunctions(
    MetricsQueryParser parser, DoraReading reading, DoraOptions options, TimeProvider clock)
{
    public const string MetricName = "OpenDoraMetric";
    public const string BenchmarkName = "OpenDoraBenchmark";

    [Function(MetricName)]
    public Task<IActionResult> MetricAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dora/api/metric")] HttpRequest request,
        CancellationToken cancellationToken) => AnswerAsync(
            request, OpenDora.Metrics,
            (type, query, answer) => OpenDora.MetricOf(type, request.Query["aggregation"], query, answer), cancellationToken);

    [Function(BenchmarkName)]
    public Task<IActionResult> BenchmarkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dora/api/benchmark")] HttpRequest request,
        CancellationToken cancellationToken) => AnswerAsync(
            request, OpenDora.Benchmarks, (type, _, answer) => OpenDora.BenchmarkOf(type, answer), cancellationToken);

    private async Task<IActionResult> AnswerAsync<T>(
        HttpRequest request, IReadOnlyList<string> types, Func<string, MetricsQuery, DoraAnswer, T> of, CancellationToken cancel)
    {
        string? type = request.Query["type"];
        if (type is null || !types.Contains(type))
        {
            var expected = $"one of {string.Join(", ", types)}";
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, [new Problem(
                FieldChecks.WrongFormat, $"'type' is not valid: expected {expected}.", "type", type, expected)]);
        }

        var today = new DayClock(options.TimeZone).DayOf(clock.GetUtcNow());
        var query = OpenDora.Parse(name => request.Query[name], parser, today);
        return query.IsOk
            ? JsonResults.Json(of(type, query.Value, await reading.AnswerAsync(query.Value, cancel)))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
    }
}
