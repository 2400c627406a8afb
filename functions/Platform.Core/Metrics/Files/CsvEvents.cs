using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Files;

/// <summary>
/// Deployments or incidents of a table, as events. Rows of one deployment that name several repositories are one event; an
/// incident that ended is two. What is wrong is told with the column and where it is.
/// </summary>
public static class CsvEvents
{
    public const string NotCsv = "csv-invalid";

    private const int MostRows = 1_000_000;

    public static IEnumerable<FiledEvent> Read(string file, TextReader content, CsvOptions options)
    {
        var rows = Rows(file, content);
        if (!rows.IsOk || rows.Value.Count == 0)
        {
            return rows.IsOk ? [] : [new(1, Result<DeliveryEvent>.Failed(rows.Problems))];
        }

        var layout = CsvLayout.Of(file, rows.Value[0], options);
        if (!layout.IsOk)
        {
            return [new(rows.Value[0][0].Line, Result<DeliveryEvent>.Failed(layout.Problems))];
        }

        var reading = new CsvReading(file, layout.Value, options);
        return layout.Value.Kind == CsvKind.Incidents
            ? rows.Value.Skip(1).SelectMany(row => CsvIncident.Events(new(reading, [row])))
            : rows.Value.Skip(1).GroupBy(reading.DeploymentOf)
                .SelectMany(group => CsvDeployment.Events(new(reading, [.. group])));
    }

    private static Result<IReadOnlyList<IReadOnlyList<CsvCell>>> Rows(string file, TextReader content)
    {
        var rows = new List<IReadOnlyList<CsvCell>>();
        try
        {
            foreach (var row in CsvTable.Read(content))
            {
                rows.Add(row);
                if (rows.Count > MostRows)
                {
                    return new Problem(
                        NotCsv, $"It has more than {MostRows} rows.", Expected: "files of fewer rows",
                        Place: new(file, row[0].Line, 1));
                }
            }
        }
        catch (FormatException broken)
        {
            var (line, why) = (broken.Message.Split(':', 2)[0], broken.Message.Split(':', 2)[1].Trim());
            return new Problem(
                NotCsv, $"It is no CSV: {why}.", Expected: "CSV as in RFC 4180",
                Place: new(file, int.Parse(line, System.Globalization.CultureInfo.InvariantCulture), 1));
        }

        return rows;
    }
}

/// <summary>What all rows of a file have in common.</summary>
internal sealed record CsvReading(string File, CsvLayout Layout, CsvOptions Options)
{
    /// <returns>The same for rows of one deployment; a row of its own where nothing names it.</returns>
    public string DeploymentOf(IReadOnlyList<CsvCell> row)
    {
        string?[] parts =
        [
            Text(row, CsvFields.Source), Text(row, CsvFields.Id), Text(row, CsvFields.Environment),
            Text(row, CsvFields.Component), Text(row, CsvFields.Attempt),
        ];
        return parts[1] is null ? $"row {row[0].Line}" : string.Join('\n', parts);
    }

    public string? Text(IReadOnlyList<CsvCell> row, string field) => Layout.Cell(row, field)?.Text;
}

/// <summary>One or more rows that are told together, and what was found wrong with them.</summary>
internal sealed class CsvFact(CsvReading reading, IReadOnlyList<IReadOnlyList<CsvCell>> rows)
{
    private readonly List<Problem> _problems = [];

    public int Line => rows[0][0].Line;

    public CsvOptions Options => reading.Options;

    public IEnumerable<CsvFact> EachRow => rows.Count == 1 ? [this] : rows.Select(row => new CsvFact(reading, [row]));

    /// <returns>The first of the rows that has it speaks.</returns>
    public string? Text(string field) => rows.Select(row => reading.Text(row, field)).FirstOrDefault(text => text is not null);

    public DateTimeOffset? Instant(string field, bool required)
    {
        var text = Text(field);
        if (text is null)
        {
            Add(required, FieldChecks.Missing, field, null, CsvTimes.Requirements);
            return null;
        }

        var at = CsvTimes.Parse(text, Options.TimeZone);
        Add(at is null, FieldChecks.WrongFormat, field, text, CsvTimes.Requirements);
        return at;
    }

    public void Add(bool wrong, string code, string field, string? value, string expected)
    {
        if (wrong)
        {
            var (place, column) = reading.Layout.PlaceOf(reading.File, RowOf(field), field);
            var what = value is null ? "is missing;" : "is not valid:";
            _problems.Add(new(code, $"'{column}' {what} expected {expected}.", column, value, expected, place));
        }
    }

    /// <param name="fields">Where the event has what columns have.</param>
    public FiledEvent Filed(CdEvent? told, IReadOnlyDictionary<string, string> fields)
    {
        if (_problems.Count > 0 || told is null)
        {
            return new(Line, Result<DeliveryEvent>.Failed(_problems));
        }

        var message = told.Write();
        var read = DeliveryEvents.Parse(message);
        return read.IsOk ? new(Line, read) { Message = message } : new(Line, Result<DeliveryEvent>.Failed(
            [.. read.Problems.Select(problem => Placed(problem, fields))]));
    }

    private Problem Placed(Problem problem, IReadOnlyDictionary<string, string> fields)
    {
        var field = problem.Field is { } path && fields.TryGetValue(path, out var known) ? known : problem.Field ?? CsvFields.Id;
        var (place, column) = reading.Layout.PlaceOf(reading.File, RowOf(field), field);
        return problem with { Field = column, Place = place };
    }

    private IReadOnlyList<CsvCell> RowOf(string field) =>
        rows.FirstOrDefault(row => reading.Text(row, field) is not null) ?? rows[0];
}
