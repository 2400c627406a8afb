using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <param name="Events">In the order in which they came.</param>
public sealed record EventsAnswer(int Recorded, int Repeated, int Refused, IReadOnlyList<EventAnswer> Events);

/// <summary>
/// Answers 200 when every event was taken or known, 207 when some were refused, 422 when all were; what is wrong with one is told
/// with its place in the batch.
/// </summary>
public sealed class EventsHandler(DeliveryEventsHandler events)
{
    /// <summary>Of a whole call; queue messages carry more by claim check.</summary>
    private const int LongestBody = 4 * 1024 * 1024;

    private const string Batch = "application/cloudevents-batch+json";
    private const string Structured = "application/cloudevents+json";
    private const string WrongMode = "event-mode-mismatch";

    public async Task<IActionResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadBytesAsync(request, LongestBody, cancellationToken);
        var items = body.IsOk ? Read(request, body.Value) : Result<IReadOnlyList<BatchItem>>.Failed(body.Problems);
        if (!items.IsOk)
        {
            return ProblemResults.From(request, StatusOf(items.Problems), items.Problems);
        }

        var answers = await events.TakeAsync(items.Value, cancellationToken);
        request.HttpContext.AddAuditSubjects(answers.Select(answer => answer.Component?.Canonical).OfType<string>().Distinct());
        var refused = answers.Count(answer => answer.Outcome == EventOutcome.Refused);
        if (refused > 0 && refused == answers.Count)
        {
            return ProblemResults.From(
                request, StatusCodes.Status422UnprocessableEntity, [.. answers.SelectMany(answer => answer.Problems)]);
        }

        var answer = new EventsAnswer(
            answers.Count(one => one.Outcome == EventOutcome.Recorded),
            answers.Count(one => one.Outcome == EventOutcome.Repeated),
            refused,
            answers);
        return JsonResults.Json(answer, refused > 0 ? StatusCodes.Status207MultiStatus : StatusCodes.Status200OK);
    }

    private static Result<IReadOnlyList<BatchItem>> Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? string.Empty;
        if (request.Headers.ContainsKey("ce-specversion") && type is not (Batch or Structured))
        {
            var headers = request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
            return Result<IReadOnlyList<BatchItem>>.Ok(EventBatch.ReadBinary(headers, body));
        }

        var items = EventBatch.Read(body);
        var isBatch = items.IsOk && (items.Value.Count == 0 || items.Value[0].Path.Length > 0);
        return items.IsOk && ((type == Batch && !isBatch) || (type == Structured && isBatch))
            ? new Problem(WrongMode, $"The body is {(isBatch ? "a batch" : "one event")}.", "Content-Type", type,
                isBatch ? Batch : Structured)
            : items;
    }

    private static int StatusOf(IReadOnlyList<Problem> problems) => problems.Any(problem => problem.Code == EventBatch.TooMany)
        ? StatusCodes.Status413PayloadTooLarge
        : RequestBody.StatusOf(problems);
}
