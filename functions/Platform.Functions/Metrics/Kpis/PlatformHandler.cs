using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Kpis;

/// <param name="Total">How many there are; the list holds the first of them.</param>
public sealed record ExplainedFigure(string Figure, int Total, IReadOnlyList<KpiEvidence> Evidence);

/// <param name="Figures">The one that was asked for, or all.</param>
public sealed record PlatformExplanation(
    ScopeKind Scope, string Name, DateOnly From, DateOnly To, IReadOnlyList<ExplainedFigure> Figures);

/// <summary>Answers questions about the platform, and counts views of its documentation.</summary>
public sealed class PlatformHandler(
    MetricsQueryParser parser, KpiReading reading, MetricsResults results, EventIntake intake, TimeProvider clock)
{
    private const int LongestSpan = 400;

    /// <summary>For each day the catalog's census is read.</summary>
    private const int LongestByDay = 92;
    private const int MostEvidence = 1000;
    private const string ViewSource = "/platform/documentation";

    public async Task<IActionResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var longest = request.Query["granularity"] == "day" ? LongestByDay : LongestSpan;
        var query = parser.Parse(name => request.Query[name], longest);
        if (!query.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        var answer = await reading.AnswerAsync(query.Value, cancellationToken);
        return results.Of(
            query.Value, answer, () => KpiRows.Of(query.Value, answer), KpiRows.Prefix,
            metric => KpiRows.HelpOf(reading.Kpis, metric));
    }

    public async Task<IActionResult> ExplainAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = parser.Parse(name => request.Query[name], LongestSpan);
        var figure = request.Query["figure"].ToString();
        var problems = query.Problems.ToList();
        if (figure.Length > 0 && !reading.Kpis.Any(kpi => kpi.Id == figure))
        {
            var expected = $"one of {string.Join(", ", reading.Kpis.Select(kpi => kpi.Id))}";
            problems.Add(new(
                FieldChecks.WrongFormat, $"'figure' is not valid: expected {expected}.", "figure", figure, expected));
        }

        if (!query.IsOk || problems.Count > 0)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, problems);
        }

        var span = new KpiSpan(query.Value.Scope, query.Value.From, query.Value.To);
        var found = await reading.ExplainAsync(span, figure.Length > 0 ? figure : null, cancellationToken);
        return JsonResults.Json(new PlatformExplanation(
            span.Scope.Kind, span.Scope.Name, span.From, span.To,
            [.. found.Select(one => new ExplainedFigure(
                one.Kpi.Id, one.Evidence.Count, [.. one.Evidence.Take(MostEvidence)]))]));
    }

    public async Task<IActionResult> ViewAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (page, component) = (request.Query["page"].ToString(), request.Query["component"].ToString());
        var custom = new JsonObject { ["page"] = page };
        if (component.Length > 0)
        {
            custom["component"] = component;
        }

        // Each call is a view of its own.
        var now = clock.GetUtcNow();
        var view = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Guid.CreateVersion7(now).ToString("N"),
            ["source"] = ViewSource,
            ["type"] = $"dev.cdeventsx.{EventTypes.DocumentationViewed}.0.1.0",
            ["data"] = new JsonObject
            {
                ["context"] = new JsonObject
                {
                    ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                },
                ["subject"] = new JsonObject { ["id"] = page, ["content"] = new JsonObject() },
                ["customData"] = custom,
            },
        };
        var items = EventBatch.Read(Encoding.UTF8.GetBytes(view.ToJsonString(PlatformJson.Options)));
        var answers = await intake.TakeAsync(items.Value!, cancellationToken);
        if (answers[0].Outcome == EventOutcome.Refused)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, [.. answers[0].Problems.Select(
                problem => problem with { Field = problem.Field?.Split('.')[^1] })]);
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return new NoContentResult();
    }
}
