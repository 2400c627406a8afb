using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Dora;

/// <summary>Reads options from JSON: the names of <see cref="DoraOptions"/> in camelCase, all of them optional.</summary>
public static class DoraOptionsFile
{
    public const string Invalid = "options-invalid";

    private static readonly JsonSerializerOptions Json = new(PlatformJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static Result<DoraOptions> Parse(string file, string text)
    {
        try
        {
            var options = JsonSerializer.Deserialize<DoraOptions>(text, Json) ?? DoraOptions.Default;
            var problems = Check(options, file);
            return problems.Count == 0 ? options : Result<DoraOptions>.Failed(problems);
        }
        catch (JsonException wrong)
        {
            return new Problem(
                Invalid,
                $"The options are not valid: {wrong.Message}",
                wrong.Path?.TrimStart('$', '.'),
                Expected: "the options that the documentation lists",
                Place: new(file, (int)(wrong.LineNumber ?? 0) + 1, (int)(wrong.BytePositionInLine ?? 0) + 1));
        }
    }

    /// <returns>All that is wrong with them.</returns>
    public static IReadOnlyList<Problem> Check(DoraOptions options, string? file = null)
    {
        var problems = new List<Problem>();
        var isZone = TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _);
        Require(isZone, "timeZone", options.TimeZone, "an IANA time zone");
        Require(options.Organization.Length > 0, "organization", options.Organization, "a name");
        Require(options.RolloutWindowHours is >= 0 and <= 8760, "rolloutWindowHours", options.RolloutWindowHours, "0 to 8760");
        Require(options.ExactValues is >= 1 and <= 100_000, "exactValues", options.ExactValues, "1 to 100000");
        Require(options.SketchAccuracy is >= 0.0001 and <= 0.5, "sketchAccuracy", options.SketchAccuracy, "0.0001 to 0.5");
        Require(options.ClosedAfterDays is >= 0 and <= 3660, "closedAfterDays", options.ClosedAfterDays, "0 to 3660");
        Require(options.ProvisionalDays is >= 0 and <= 3660, "provisionalDays", options.ProvisionalDays, "0 to 3660");
        Require(options.LongWaitDays is >= 0 and <= 3660, "longWaitDays", options.LongWaitDays, "0 to 3660");
        Require(
            options.GamingThresholds.Values.All(value => value >= 0), "gamingThresholds",
            options.GamingThresholds.Values.Order().FirstOrDefault(), "0 or more for each vector");
        Require(!(options.From > options.To), "from", $"{options.From:yyyy-MM-dd}", "a day at or before 'to'");
        Require(
            options.Components.DistinctBy(component => component.Component).Count() == options.Components.Count,
            "components", null, "each component once");
        return problems;

        void Require(bool holds, string field, JsonNode? value, string expected)
        {
            if (!holds)
            {
                problems.Add(new(
                    Invalid, $"'{field}' is not valid: expected {expected}.", field, value, expected,
                    file is null ? null : new(file, 1, 1)));
            }
        }
    }
}
