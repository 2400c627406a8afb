using System.Globalization;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Metrics;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics;

/// <param name="Days">Only days with deployments or failures.</param>
public sealed record DeploymentReport(
    EntityRef Component, DateOnly From, DateOnly To, DeploymentTally Total, IReadOnlyList<DeploymentCounts> Days);

public sealed class DeploymentCountsHandler(IDeploymentStore store, TimeProvider clock)
{
    private const int LongestSpan = 366;
    private const int UsualSpan = 30;

    /// <summary>Both days count. Without them: the last 30 days.</summary>
    public async Task<Result<DeploymentReport>> HandleAsync(
        string? component, string? from, string? to, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var last = DayOf("to", to, problems) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var first = DayOf("from", from, problems) ?? last.AddDays(1 - UsualSpan);
        if (!EntityRef.TryParse(component, out var parsed, "component") || !EntityRefFormat.IsValid(parsed))
        {
            problems.Add(Wrong("component", component, EntityRefFormat.Requirements));
        }

        if (problems.Count == 0 && (first > last || last.DayNumber - first.DayNumber >= LongestSpan))
        {
            problems.Add(Wrong("from", from, $"a day at or before 'to', and at most {LongestSpan} days in all"));
        }

        if (problems.Count > 0)
        {
            return Result<DeploymentReport>.Failed(problems);
        }

        var days = await store.CountsAsync(parsed!, first, last, cancellationToken);
        var total = days.Aggregate(DeploymentTally.None, (sum, day) => sum + day.Total);
        return new DeploymentReport(parsed!, first, last, total, days);
    }

    private static DateOnly? DayOf(string field, string? text, List<Problem> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        problems.Add(Wrong(field, text, "a day like 2030-01-31"));
        return null;
    }

    private static Problem Wrong(string field, string? value, string expected) => string.IsNullOrEmpty(value)
        ? new(FieldChecks.Missing, $"'{field}' is missing from the query; expected {expected}.", field, Expected: expected)
        : new(FieldChecks.WrongFormat, $"'{field}' is not valid: expected {expected}.", field, value, expected);
}
