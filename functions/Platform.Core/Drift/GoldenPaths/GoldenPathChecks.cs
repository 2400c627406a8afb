using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>Checks of golden-path.yaml's fields; a name that nobody knows is told with the nearest that there is.</summary>
internal sealed class GoldenPathChecks(Func<string, SourcePlace?> placeOf)
{
    private readonly FieldChecks _checks = new(placeOf);

    public IReadOnlyList<Problem> Problems => _checks.Problems;

    public static IReadOnlyList<string> RuleIds { get; } = [.. DriftRules.All.Select(rule => rule.Description.Id)];

    public static IReadOnlyList<string> Severities { get; } = ["info", "warning", "error"];

    public void NoOthers(JsonObject parent, string path, IReadOnlyCollection<string> known)
    {
        foreach (var (name, value) in parent.Where(one => !known.Contains(one.Key)))
        {
            var near = NearestWords.Find(name, known);
            Wrong(
                FieldChecks.Unknown, FieldPath.Key(path, name), value,
                near.Count > 0 ? $"perhaps {string.Join(" or ", near)}" : $"one of {string.Join(", ", known)}");
        }
    }

    public void Wrong(string code, string field, JsonNode? value, string expected) => _checks.Add(code, field, value, expected);

    public JsonObject? Object(JsonObject parent, string name, string path) => _checks.Object(parent, path, name);

    /// <returns>As they are written; what is wrong with them is among the problems.</returns>
    public JsonArray? Scorecards(JsonObject root)
    {
        var section = _checks.List(root, string.Empty, "scorecards");
        ScorecardSection.Read(section, RuleIds.ToHashSet(StringComparer.Ordinal), _checks);
        return section;
    }

    public JsonArray? List(JsonObject parent, string name, string path) => _checks.List(parent, path, name);

    public string? Text(
        JsonObject parent, string name, string path, Func<string, bool>? format = null,
        string expected = "a text that is not empty", bool required = false) =>
        _checks.Text(parent, path, name, required, format, expected);

    public string? Text(JsonNode? node, string field, Func<string, bool>? format, string expected) =>
        _checks.Text(node, field, format, expected);

    public bool? Flag(JsonObject parent, string name, string path)
    {
        if (!parent.TryGetPropertyValue(name, out var node) || node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return node?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
        }

        _checks.Mismatch(FieldPath.Key(path, name), node, "true or false");
        return null;
    }

    public int? Number(JsonObject parent, string name, string path, int least, int most)
    {
        if (!parent.TryGetPropertyValue(name, out var node))
        {
            return null;
        }

        // YAML's numbers are longer than JSON's.
        if (node?.GetValueKind() == JsonValueKind.Number
            && int.TryParse(node.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        _checks.Mismatch(FieldPath.Key(path, name), node, $"a whole number from {least} to {most}");
        return null;
    }

    public IReadOnlyList<string>? Texts(
        JsonObject parent, string name, string path, Func<string, bool>? format = null, string expected = "a text")
    {
        var field = FieldPath.Key(path, name);
        return List(parent, name, path) is not { } list ? null
            : [.. list.Select((one, i) => Text(one, FieldPath.Item(field, i), format, expected)).OfType<string>()];
    }

    public RuleSeverity? Severity(JsonObject parent, string name, string path) =>
        Text(parent, name, path, Severities.Contains, string.Join(", ", Severities)) is { } text
            ? Enum.Parse<RuleSeverity>(text, ignoreCase: true) : null;
}
