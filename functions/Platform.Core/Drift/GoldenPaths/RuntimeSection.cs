using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary><c>runtimes:</c>: ends of life by product and cycle; a product that is named replaces all of the usual
/// table's.</summary>
internal sealed class RuntimeSection(GoldenPathChecks checks)
{
    private const string Expected = "a day such as 2027-04-30";

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, DateOnly>> Read(JsonObject? section)
    {
        var table = new Dictionary<string, IReadOnlyDictionary<string, DateOnly>>(RuntimeTable.Usual);
        if (section is null)
        {
            return table;
        }

        checks.NoOthers(section, "runtimes", [.. RuntimeTable.Usual.Keys]);
        foreach (var product in RuntimeTable.Usual.Keys)
        {
            if (checks.Object(section, product, "runtimes") is { } cycles)
            {
                table[product] = Of(cycles, FieldPath.Key("runtimes", product));
            }
        }

        return table;
    }

    private Dictionary<string, DateOnly> Of(JsonObject cycles, string field)
    {
        var ends = new Dictionary<string, DateOnly>();
        foreach (var (cycle, node) in cycles)
        {
            if (checks.Text(node, FieldPath.Key(field, cycle), text => Parse(text) is not null, Expected) is { } text)
            {
                ends[cycle] = Parse(text)!.Value;
            }
        }

        return ends;
    }

    private static DateOnly? Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
