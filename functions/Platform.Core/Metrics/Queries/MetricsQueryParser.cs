using System.Globalization;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Queries;

/// <summary>Reads questions from query parameters; everything that is wrong is told at once.</summary>
public sealed class MetricsQueryParser(DoraOptions options, TimeProvider clock)
{
    private const int LongestSpan = 1100;
    private const int UsualSpan = 30;
    private const string ScopeForm = "organization, team:NAME, system:NAME or component:[NAMESPACE/]NAME";

    private readonly DayClock _days = new(options.TimeZone);

    /// <param name="parameter">The value of a parameter by its name; null and empty mean that it is not there.</param>
    /// <param name="longest">How many days may be asked for.</param>
    public Result<MetricsQuery> Parse(Func<string, string?> parameter, int longest = LongestSpan)
    {
        var problems = new List<Problem>();
        var scope = ScopeOf(parameter("scope"), problems);
        var to = DayOf("to", parameter("to"), problems) ?? _days.DayOf(clock.GetUtcNow());
        var from = DayOf("from", parameter("from"), problems) ?? to.AddDays(1 - Math.Min(UsualSpan, longest));
        var granularity = ChoiceOf<Granularity>("granularity", parameter("granularity"), problems);
        var comparison = ChoiceOf<Comparison>("comparison", parameter("comparison"), problems);
        var format = ChoiceOf<MetricsFormat>("format", parameter("format"), problems);
        if (format == MetricsFormat.OpenMetrics && (granularity != Granularity.Total || comparison != Comparison.None))
        {
            problems.Add(Wrong("format", "openmetrics", "another format for several windows: a series has one value"));
        }

        if (problems.Count == 0 && (from > to || to.DayNumber - from.DayNumber >= longest))
        {
            problems.Add(Wrong("from", $"{from:yyyy-MM-dd}", $"a day at or before 'to', and at most {longest} days in all"));
        }

        return problems.Count == 0
            ? new MetricsQuery(scope!.Value, from, to, granularity, comparison, format)
            : Result<MetricsQuery>.Failed(problems);
    }

    private Scope? ScopeOf(string? text, List<Problem> problems)
    {
        if (string.IsNullOrEmpty(text) || text == "organization")
        {
            return new(ScopeKind.Organization, options.Organization);
        }

        var name = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        Scope? scope = text switch
        {
            _ when name.Length is 0 or > 500 => null,
            _ when text.StartsWith("team:", StringComparison.Ordinal) => new Scope(ScopeKind.Team, name),
            _ when text.StartsWith("system:", StringComparison.Ordinal) => new Scope(ScopeKind.System, name),
            _ when text.StartsWith("component:", StringComparison.Ordinal)
                && EntityRef.TryParse(text, out var component) && EntityRefFormat.IsValid(component) =>
                new Scope(ScopeKind.Component, component.Canonical),
            _ => null,
        };
        if (scope is null)
        {
            problems.Add(Wrong("scope", text, ScopeForm));
        }

        return scope;
    }

    private static DateOnly? DayOf(string field, string? text, List<Problem> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A year before and after must exist, for comparisons.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1970 and <= 9990)
        {
            return day;
        }

        problems.Add(Wrong(field, text, "a day like 2030-01-31"));
        return null;
    }

    private static T ChoiceOf<T>(string field, string? text, List<Problem> problems)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        var names = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        if (names.IndexOf(text) is >= 0 and var index)
        {
            return Enum.GetValues<T>()[index];
        }

        problems.Add(Wrong(field, text, $"one of {string.Join(", ", names)}"));
        return default;
    }

    private static Problem Wrong(string field, string value, string expected) =>
        new(FieldChecks.WrongFormat, $"'{field}' is not valid: expected {expected}.", field, value, expected);
}
