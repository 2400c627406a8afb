using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Queries;

/// <summary>
/// An answer as CSV (RFC 4180): a row for each period, or one for the whole; the columns are the fields of the figures, dotted.
/// A figure without a value is an empty cell, and its reason stands beside it.
/// </summary>
public static class FiguresCsv
{
    public static string Write(DoraAnswer answer)
    {
        IReadOnlyList<PeriodFigures> periods = answer.Periods
            ?? [new("total", answer.From, answer.To, answer.Provisional, answer.Figures)];
        var rows = periods.Select(period => CellsOf(answer, period)).ToList();
        var columns = rows.SelectMany(row => row.Keys).Distinct().ToList();
        var text = new StringBuilder().AppendJoin(',', columns.Select(Quoted)).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(',', columns.Select(column => Quoted(row.GetValueOrDefault(column) ?? string.Empty))).Append("\r\n");
        }

        return text.ToString();
    }

    private static Dictionary<string, string> CellsOf(DoraAnswer answer, PeriodFigures period)
    {
        var cells = new Dictionary<string, string>
        {
            ["scope"] = answer.Scope.ToString().ToLowerInvariant(),
            ["name"] = answer.Name,
            ["period"] = period.Label,
            ["from"] = $"{period.From:yyyy-MM-dd}",
            ["to"] = $"{period.To:yyyy-MM-dd}",
            ["provisional"] = period.Provisional ? "true" : "false",
        };
        Flatten(JsonSerializer.SerializeToNode(period.Figures, PlatformJson.Options), string.Empty, cells);
        return cells;
    }

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string> cells)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                Flatten(value, FieldPath.Key(path, name), cells);
            }
        }
        else
        {
            cells[path] = node?.ToString() ?? string.Empty;
        }
    }

    // A spreadsheet takes what begins with one of these for a formula; names come from outside.
    private static string Quoted(string cell)
    {
        var safe = cell.Length > 0 && "=+-@\t\r".Contains(cell[0]) && !double.TryParse(cell, out _) ? "'" + cell : cell;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
