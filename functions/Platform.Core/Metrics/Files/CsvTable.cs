using System.Text;

namespace Platform.Core.Metrics.Files;

/// <summary>A cell and where it begins; both count from 1.</summary>
public readonly record struct CsvCell(string Text, int Line, int Column);

/// <summary>
/// Reads CSV (RFC 4180) with commas, semicolons or tabs, whichever its first line has most of: quoted cells may hold separators,
/// quotes and line breaks.
/// </summary>
public static class CsvTable
{
    private const int LongestRow = 1024 * 1024;

    /// <returns>The rows that aren't empty, the header first.</returns>
    /// <exception cref="FormatException">A quote is never closed, or a row is longer than any that is meant.</exception>
    public static IEnumerable<IReadOnlyList<CsvCell>> Read(TextReader reader)
    {
        var (number, separator) = (0, '\0');
        while (reader.ReadLine() is { } line)
        {
            var first = ++number;
            var text = new StringBuilder(first == 1 ? line.TrimStart('\uFEFF') : line);
            while (IsOpen(text))
            {
                text.Append('\n').Append(reader.ReadLine() ?? throw Broken(first, "a quote is never closed"));
                number++;
                if (text.Length > LongestRow)
                {
                    throw Broken(first, $"the row has more than {LongestRow} characters");
                }
            }

            var row = text.ToString();
            if (string.IsNullOrWhiteSpace(row))
            {
                continue;
            }

            separator = separator == '\0' ? SeparatorOf(row) : separator;
            yield return Cells(row, separator, first);
        }
    }

    // Quotes come in pairs, doubled ones in a cell, too.
    private static bool IsOpen(StringBuilder text)
    {
        var quotes = 0;
        foreach (var chunk in text.GetChunks())
        {
            quotes += chunk.Span.Count('"');
        }

        return quotes % 2 == 1;
    }

    private static char SeparatorOf(string header) =>
        new[] { ',', ';', '\t' }.MaxBy(candidate => header.Count(character => character == candidate));

    private static List<CsvCell> Cells(string row, char separator, int line)
    {
        var (cells, at) = (new List<CsvCell>(), 0);
        while (true)
        {
            var start = at;
            var cell = new StringBuilder();
            var quoted = false;
            for (; at < row.Length && (quoted || row[at] != separator); at++)
            {
                if (row[at] != '"')
                {
                    cell.Append(row[at]);
                }
                else if (quoted && at + 1 < row.Length && row[at + 1] == '"')
                {
                    cell.Append(row[at++]);
                }
                else
                {
                    quoted = !quoted;
                }
            }

            cells.Add(At(cell.ToString().Trim(), row, start, line));
            if (at++ >= row.Length)
            {
                return cells;
            }
        }
    }

    private static CsvCell At(string text, string row, int start, int line)
    {
        var before = row.AsSpan(0, start);
        return new(text, line + before.Count('\n'), start - before.LastIndexOf('\n'));
    }

    private static FormatException Broken(int line, string why) => new($"{line}: {why}");
}
