using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Reads allow rules: Backstage's <c>catalog.rules</c> as JSON, with more ways to name places. Their schema is
/// <c>Platform.Functions/Catalog/catalog-rules.schema.json</c>; a test holds the two together.
/// </summary>
public static class AllowRulesText
{
    public const string NotJson = "rules-not-json";

    private const int LongestGlob = 500;

    private static readonly string[] Types = [LocationMatch.Url, LocationMatch.Inline, LocationMatch.Registered];

    /// <param name="text">An array; the default rules when it is empty.</param>
    public static Result<IReadOnlyList<AllowRule>> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Result<IReadOnlyList<AllowRule>>.Ok(AllowRules.Default);
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: new() { MaxDepth = 16 }) is JsonArray rules
                ? Parse(rules)
                : new Problem(NotJson, "The catalog's rules are not a JSON array.", Expected: "an array of rules");
        }
        catch (JsonException wrong)
        {
            return new Problem(
                NotJson,
                $"The catalog's rules are not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.",
                Expected: "an array of rules");
        }
    }

    private static Result<IReadOnlyList<AllowRule>> Parse(JsonArray rules)
    {
        var checks = new FieldChecks();
        List<AllowRule> read = [.. rules.Select((rule, index) => Rule(checks, rule, FieldPath.Item(string.Empty, index)))];
        return checks.IsClean
            ? Result<IReadOnlyList<AllowRule>>.Ok(read)
            : Result<IReadOnlyList<AllowRule>>.Failed(checks.Problems);
    }

    private static AllowRule Rule(FieldChecks checks, JsonNode? node, string field)
    {
        if (node is not JsonObject rule)
        {
            checks.Mismatch(field, node, "an object");
            return new([], []);
        }

        checks.NoOthers(rule, field, ["allow", "locations"]);
        var allow = checks.List(rule, field, "allow", required: true, "a list of kinds");
        var locations = checks.List(rule, field, "locations", expected: "a list of locations");
        var kinds = (allow ?? []).Select((kind, index) => Kind(
            checks, kind, FieldPath.Item(FieldPath.Key(field, "allow"), index))).ToList();
        var matches = locations?.Select((location, index) => Match(
            checks, location, FieldPath.Item(FieldPath.Key(field, "locations"), index))).ToList();
        return new(kinds, matches);
    }

    /// <summary>Backstage allows <c>{kind: …}</c> for <c>"…"</c>.</summary>
    private static string Kind(FieldChecks checks, JsonNode? node, string field)
    {
        const string expected = "a kind, \"*\" or \"" + AllowRule.ForeignKinds + "\"";
        if (node is JsonObject named)
        {
            checks.NoOthers(named, field, ["kind"]);
            return checks.Text(named, field, "kind", required: true, IsKind, expected) ?? string.Empty;
        }

        return checks.Text(node, field, IsKind, expected) ?? string.Empty;
    }

    private static LocationMatch Match(FieldChecks checks, JsonNode? node, string field)
    {
        if (node is not JsonObject match)
        {
            checks.Mismatch(field, node, "an object");
            return new();
        }

        checks.NoOthers(match, field, ["type", "exact", "pattern", "repository"]);
        var type = checks.Text(match, field, "type", format: Types.Contains, expected: $"one of {string.Join(", ", Types)}");
        var exact = checks.Text(match, field, "exact", expected: "an address");
        var pattern = checks.Text(match, field, "pattern", format: IsGlob, expected: "a glob of addresses");
        var repository = checks.Text(match, field, "repository", format: IsGlob, expected: "a glob of owner/name");
        if (match.Count == 0)
        {
            checks.Add(FieldChecks.Missing, field, null, "type, exact, pattern or repository");
        }

        return checks.IsClean ? new(type, exact, GlobOf(pattern), GlobOf(repository)) : new();
    }

    private static GlobPattern? GlobOf(string? text) => text is null ? null : GlobPattern.Parse(text.ToLowerInvariant());

    private static bool IsKind(string text) =>
        text is AllowRule.AnyKind or AllowRule.ForeignKinds || FieldFormats.IsKind(text);

    private static bool IsGlob(string text)
    {
        try
        {
            return text.Length is > 0 and <= LongestGlob && GlobPattern.Parse(text) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
