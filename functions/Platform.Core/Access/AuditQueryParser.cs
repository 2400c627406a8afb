using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Access;

/// <summary>Reads a question to the audit log from the parameters of a query; everything wrong is said at once.</summary>
public static class AuditQueryParser
{
    private const string TimeRequirements = "a time, like 2030-01-31T00:00:00Z";

    private static readonly string[] Known = ["who", "what", "subject", "outcome", "from", "to", "limit", "cursor"];

    private static readonly string Outcomes = string.Join(", ", Enum.GetNames<AuditOutcome>()).ToLowerInvariant();

    public static Result<AuditQuery> Parse(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var checks = new FieldChecks();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (!Known.Contains(name))
            {
                checks.Add(FieldChecks.Unknown, name, value, $"one of {string.Join(", ", Known)}");
            }
            else if (!given.TryAdd(name, value))
            {
                checks.Add(FieldChecks.WrongFormat, name, value, "the parameter once");
            }
        }

        var query = new AuditQuery(
            Text(given, "who"),
            Text(given, "what"),
            Text(given, "subject"),
            Read(checks, given, "outcome", OutcomeOf, $"one of {Outcomes}"),
            Read(checks, given, "from", TimeOf, TimeRequirements),
            Read(checks, given, "to", TimeOf, TimeRequirements),
            Read(checks, given, "limit", LimitOf, $"a number from 1 to {AuditQuery.MostPerPage}") ?? AuditQuery.DefaultLimit,
            Text(given, "cursor"));
        return checks.IsClean ? query : Result<AuditQuery>.Failed(checks.Problems);
    }

    /// <summary>For a cursor that is not one of the question.</summary>
    public static Problem WrongCursor(string cursor) => new(
        FieldChecks.WrongFormat,
        "'cursor' is not valid: it belongs to another question, or to none.",
        "cursor",
        JsonValue.Create(cursor.Length > 200 ? cursor[..200] : cursor),
        "the nextCursor of an answer to the same question");

    private static string? Text(Dictionary<string, string> given, string name) =>
        given.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    private static T? Read<T>(
        FieldChecks checks, Dictionary<string, string> given, string name, Func<string, T?> read, string expected)
        where T : struct
    {
        if (Text(given, name) is not { } text)
        {
            return null;
        }

        var value = read(text);
        if (value is null)
        {
            checks.Add(FieldChecks.WrongFormat, name, JsonValue.Create(text), expected);
        }

        return value;
    }

    private static AuditOutcome? OutcomeOf(string text) =>
        Enum.GetValues<AuditOutcome>().Cast<AuditOutcome?>().FirstOrDefault(
            outcome => outcome.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;

    private static int? LimitOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
        && limit is >= 1 and <= AuditQuery.MostPerPage ? limit : null;
}
