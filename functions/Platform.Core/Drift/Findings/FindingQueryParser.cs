using Platform.Core.Catalog;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>Reads a question for findings as it stands in an address.</summary>
public static class FindingQueryParser
{
    private const string States = "one of open, fixed, exempt, all";

    private static readonly string[] Known =
    [
        "rule", "severity", "team", "system", "subject", "state", "since", "stale", "limit", "order", "cursor", "format",
    ];

    public static Result<FindingQuery> Parse(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var (checks, query) = (new FieldChecks(), new FindingQuery());
        foreach (var (name, value) in parameters.Where(pair => pair.Value.Length > 0 || !Known.Contains(pair.Key)))
        {
            query = With(query, name, value, checks);
        }

        if (query.Cursor is { } cursor && (query.Order == FindingOrder.Id
            ? Finding.RowOfId(cursor) is null
            : FindingPlace.Read(cursor) is null))
        {
            checks.Add(FieldChecks.WrongFormat, "cursor", cursor, Expected("cursor"));
        }

        return checks.IsClean ? query : Result<FindingQuery>.Failed(checks.Problems);
    }

    private static FindingQuery With(FindingQuery query, string name, string value, FieldChecks checks)
    {
        switch (name)
        {
            case "rule":
                return query with { Rule = value };
            case "system":
                return query with { System = value };
            case "subject":
                return query with { Subject = value };
            case "format":
                return query;
            case "severity" when Is<RuleSeverity>(value, out var severity):
                return query with { Severity = severity };
            case "team" when EntityRef.TryParse(value, out var team, "group"):
                return query with { Team = team.Canonical };
            case "state" when value == "all":
                return query with { State = null };
            case "state" when Is<FindingState>(value, out var state):
                return query with { State = state };
            case "since" when Instants.TryParse(value, out var since):
                return query with { Since = since };
            case "stale" when bool.TryParse(value, out var stale):
                return query with { Stale = stale };
            case "limit" when int.TryParse(value, out var limit) && limit is >= 1 and <= FindingQuery.MostPerPage:
                return query with { Limit = limit };
            case "order" when Is<FindingOrder>(value, out var order):
                return query with { Order = order };
            case "cursor":
                return query with { Cursor = value };
            default:
                checks.Add(Known.Contains(name) ? FieldChecks.WrongFormat : FieldChecks.Unknown, name, value, Expected(name));
                return query;
        }
    }

    private static bool Is<T>(string value, out T parsed)
        where T : struct, Enum =>
        Enum.TryParse(value, ignoreCase: true, out parsed) && value.All(char.IsAsciiLetterLower);

    private static string Expected(string name) => name switch
    {
        "severity" => "one of info, warning, error",
        "team" => EntityRef.Requirements,
        "state" => States,
        "since" => Instants.Requirements,
        "stale" => "true or false",
        "limit" => $"1 to {FindingQuery.MostPerPage}",
        "order" => "severity or id",
        "cursor" => "nextCursor of the page before, of the same order",
        _ => $"one of {string.Join(", ", Known)}",
    };
}
