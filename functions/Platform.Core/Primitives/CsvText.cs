using System.Globalization;
using System.Text;

namespace Platform.Core.Primitives;

/// <summary>Writes CSV (RFC 4180) that a spreadsheet opens without running anything that stands in it.</summary>
public static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    public static StringBuilder AppendLine(StringBuilder text, params IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    // A spreadsheet takes what begins with one of these for a formula; names come from outside.
    public static string Quoted(string cell)
    {
        var isNumber = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        var safe = cell.Length > 0 && "=+-@\t\r".Contains(cell[0]) && !isNumber ? "'" + cell : cell;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
