using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Senders;

/// <summary>What became of a day's deliveries, the newest first; why each was ignored or refused.</summary>
public sealed class DeliveryListHandler(IDeliveryRecords records, TimeProvider clock)
{
    private const int Most = 1000;

    public async Task<IActionResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (day, outcome) = (request.Query["day"].ToString(), request.Query["outcome"].ToString());
        var problems = new List<Problem>();
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var wanted))
        {
            wanted = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            Refuse(problems, "day", day, "a day, like 2030-01-31");
        }

        var hasOutcome = Enum.TryParse<DeliveryOutcome>(outcome, ignoreCase: true, out var only) && Enum.IsDefined(only);
        if (!hasOutcome)
        {
            Refuse(problems, "outcome", outcome, "told, ignored, refused or incomplete");
        }

        if (problems.Count > 0)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, problems);
        }

        var found = await records.ListAsync(
            new(wanted, Text(request, "sender"), hasOutcome ? only : null, Text(request, "reason"), Most), cancellationToken);
        var reasons = found.GroupBy(one => one.Reason ?? "none").OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count());
        return JsonResults.Json(
            new { items = found.OrderByDescending(one => one.ReceivedAt), reasons, more = found.Count == Most });
    }

    private static string? Text(HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static void Refuse(List<Problem> problems, string field, string value, string expected)
    {
        if (value.Length > 0)
        {
            problems.Add(new(FieldChecks.WrongFormat, $"'{field}' is not valid.", field, value, expected));
        }
    }
}
