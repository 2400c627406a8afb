using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Scorecards;

/// <summary>
/// Reads the section <c>scorecards</c> of golden-path.yaml: a list of <c>{id, title, kinds, levels}</c>, where the levels either
/// name their <c>rules</c>, or the scorecard has <c>weights</c> and the levels a <c>threshold</c>.
/// </summary>
public static partial class ScorecardSection
{
    private const string Ids = "1 to 63 small letters, digits and single inner hyphens";

    /// <param name="rules">Ids of the rules that there are.</param>
    /// <param name="path">Where the section stands in its file.</param>
    /// <returns>Those that could be read; what is wrong is among the checks' problems.</returns>
    public static IReadOnlyList<Scorecard> Read(
        JsonArray? section, IReadOnlySet<string> rules, FieldChecks checks, string path = "scorecards")
    {
        var (found, ids) = (new List<Scorecard>(), new HashSet<string>(StringComparer.Ordinal));
        for (var index = 0; index < (section?.Count ?? 0); index++)
        {
            var field = FieldPath.Item(path, index);
            if (section![index] is not JsonObject written)
            {
                checks.Mismatch(field, section[index], "a scorecard: an object with id and levels");
            }
            else if (ReadOne(written, rules, checks, field) is { } scorecard)
            {
                if (!ids.Add(scorecard.Id))
                {
                    checks.Add(FieldChecks.WrongFormat, FieldPath.Key(field, "id"), scorecard.Id, "an id that no other one has");
                }

                found.Add(scorecard);
            }
        }

        return found;
    }

    private static Scorecard? ReadOne(JsonObject written, IReadOnlySet<string> rules, FieldChecks checks, string field)
    {
        checks.NoOthers(written, field, ["id", "title", "kinds", "levels", "weights"]);
        var id = checks.Text(written, field, "id", required: true, Id().IsMatch, Ids);
        var kinds = Texts(checks.List(written, field, "kinds"), FieldPath.Key(field, "kinds"), checks, _ => true, "a kind");
        var weights = Weights(written, rules, checks, field);
        var levels = new List<ScorecardLevel>();
        var list = checks.List(written, field, "levels", required: true, "a list of levels, the lowest first");
        for (var index = 0; index < (list?.Count ?? 0); index++)
        {
            var place = FieldPath.Item(FieldPath.Key(field, "levels"), index);
            if (list![index] is not JsonObject level)
            {
                checks.Mismatch(place, list[index], "a level: an object with id and rules or threshold");
            }
            else if (Level(level, weights is not null, rules, checks, place) is { } read)
            {
                levels.Add(read);
            }
        }

        Ordered(levels, list, weights is not null, checks, FieldPath.Key(field, "levels"));
        return id is null ? null : new(
            id, checks.Text(written, field, "title") ?? id,
            kinds is { Count: > 0 } ? [.. kinds.Select(kind => kind.ToLowerInvariant())] : ["component"], levels, weights ?? []);
    }

    private static ScorecardLevel? Level(
        JsonObject level, bool isWeighted, IReadOnlySet<string> rules, FieldChecks checks, string place)
    {
        checks.NoOthers(level, place, ["id", "title", isWeighted ? "threshold" : "rules"]);
        var id = checks.Text(level, place, "id", required: true, Id().IsMatch, Ids);
        var title = checks.Text(level, place, "title") ?? id;
        if (isWeighted)
        {
            var threshold = Number(level["threshold"]);
            if (threshold is not (> 0 and <= 1))
            {
                checks.Add(
                    level["threshold"] is null ? FieldChecks.Missing : FieldChecks.WrongFormat,
                    FieldPath.Key(place, "threshold"), level["threshold"], "a share above 0 and at most 1");
            }

            return id is null ? null : new(id, title!, []) { Threshold = threshold ?? 1 };
        }

        var list = checks.List(level, place, "rules", required: true, "a list of rules' ids");
        var named = Texts(list, FieldPath.Key(place, "rules"), checks, rules.Contains, Expected(rules));
        return id is null ? null : new(id, title!, named ?? []);
    }

    private static Dictionary<string, double>? Weights(
        JsonObject written, IReadOnlySet<string> rules, FieldChecks checks, string field)
    {
        if (checks.Object(written, field, "weights") is not { } weights)
        {
            return null;
        }

        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (rule, value) in weights)
        {
            var place = FieldPath.Key(FieldPath.Key(field, "weights"), rule);
            if (!rules.Contains(rule))
            {
                checks.Add(FieldChecks.Unknown, place, value, Expected(rules));
            }
            else if (Number(value) is > 0 and <= 1000 and var weight)
            {
                found[rule] = weight;
            }
            else
            {
                checks.Add(FieldChecks.WrongFormat, place, value, "a number above 0 and at most 1000");
            }
        }

        return found;
    }

    private static void Ordered(
        List<ScorecardLevel> levels, JsonArray? written, bool isWeighted, FieldChecks checks, string field)
    {
        if (written is { Count: 0 })
        {
            checks.Add(FieldChecks.WrongFormat, field, null, "one level or more");
        }

        foreach (var twice in levels.GroupBy(level => level.Id).Where(same => same.Count() > 1))
        {
            checks.Add(FieldChecks.WrongFormat, field, twice.Key, "levels with different ids");
        }

        if (isWeighted && levels.Zip(levels.Skip(1)).Any(pair => pair.First.Threshold >= pair.Second.Threshold))
        {
            checks.Add(FieldChecks.WrongFormat, field, null, "thresholds that rise from level to level");
        }

        foreach (var twice in levels.SelectMany(level => level.Rules).GroupBy(rule => rule).Where(same => same.Count() > 1))
        {
            checks.Add(FieldChecks.WrongFormat, field, twice.Key, "each rule in one level only");
        }
    }

    private static List<string>? Texts(
        JsonArray? list, string field, FieldChecks checks, Func<string, bool> isKnown, string expected) => list is null
            ? null
            : [.. list.Select((node, index) => checks.Text(node, FieldPath.Item(field, index), isKnown, expected))
                .OfType<string>()];

    private static double? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<double>(out var number) ? number
        : node?.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<int>(out var whole) ? whole
        : node?.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<long>(out var big) ? big
        : null;

    private static string Expected(IReadOnlySet<string> rules) => rules.Count is > 0 and <= 60
        ? $"a rule's id: {string.Join(", ", rules.Order(StringComparer.Ordinal))}"
        : "a rule's id";

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,62}\z")]
    private static partial Regex Id();
}
