using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <summary>What becomes of entities that the catalog lacks and whose location the platform could read by itself.</summary>
public enum ReadableLocations
{
    /// <summary>The answer names the location: registering it keeps the entity true, a copy would be frozen.</summary>
    Register,

    /// <summary>The caller has registered it. What it did not bring is rejected, with what is wrong at the location.</summary>
    Registered,

    /// <summary>They are copied like all others.</summary>
    Copy,
}

/// <summary>Some entities of another catalog, to be compared with this one and to be taken over where they are missing.</summary>
/// <param name="From">Names the other catalog; copies belong to it, and the next import from there renews them.</param>
/// <param name="Entities">As the other catalog answers them.</param>
public sealed record ImportRequest(
    string From, IReadOnlyList<JsonObject> Entities, ReadableLocations Readable, bool DryRun)
{
    public const int MostEntities = 500;
    public const int LargestBody = 4 * 1024 * 1024;

    private const int LongestFrom = 500;

    private static readonly string[] Ways =
        [.. Enum.GetNames<ReadableLocations>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static Result<ImportRequest> Parse(JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["from", "entities", "readable", "dryRun"]);
        var from = checks.Text(
            body, string.Empty, "from", required: true, IsName, $"1 to {LongestFrom} characters without blanks");
        var readable = checks.Text(
            body, string.Empty, "readable", format: Ways.Contains, expected: $"one of {string.Join(", ", Ways)}");
        var entities = checks.List(body, string.Empty, "entities", required: true, "a list of entities");
        if (entities is { Count: 0 or > MostEntities })
        {
            checks.Add(FieldChecks.WrongFormat, "entities", null, $"1 to {MostEntities} entities");
        }

        List<JsonObject> read = [];
        for (var i = 0; i < entities?.Count && checks.IsClean; i++)
        {
            if (entities[i] is JsonObject entity)
            {
                read.Add(entity);
            }
            else
            {
                checks.Mismatch(FieldPath.Item("entities", i), entities[i], "an object");
            }
        }

        var isDryRun = false;
        if (body["dryRun"] is { } dry && !(dry is JsonValue value && value.TryGetValue(out isDryRun)))
        {
            checks.Mismatch("dryRun", dry, "true or false");
        }

        return checks.IsClean
            ? new ImportRequest(from!, read, WayOf(readable), isDryRun)
            : Result<ImportRequest>.Failed(checks.Problems);
    }

    private static ReadableLocations WayOf(string? text) =>
        text is null ? ReadableLocations.Register : Enum.Parse<ReadableLocations>(text, ignoreCase: true);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestFrom && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}
