using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Replay;

/// <summary>An event of a file, or what is wrong with it; every problem has the file and the line.</summary>
/// <param name="Line">Counts from 1; where the event begins.</param>
public sealed record FiledEvent(int Line, Result<DeliveryEvent> Event)
{
    /// <value>What stands in the file, or what its row says; of an event without problems it is there.</value>
    public JsonObject? Message { get; init; }

    /// <value>The same as text, where the line is one.</value>
    public string? Text { get; init; }
}

/// <summary>
/// Reads files of events: NDJSON, one CloudEvent or CDEvent a line; or one JSON document, an event or CloudEvents' batch.
/// </summary>
public static class EventFile
{
    private const int LongestLine = 1024 * 1024;
    private const int LinesAtOnce = 2000;
    private const int BufferSize = 64 * 1024;
    private const string TooLong = "event-too-long";

    private static readonly Problem NoObject =
        new(DeliveryEvents.NotJson, "The item is not an object.", Expected: "an event");

    /// <param name="name">As problems give it.</param>
    public static async IAsyncEnumerable<FiledEvent> ReadAsync(string name, Stream content)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: false), bufferSize: BufferSize);
        var (number, first) = (0, true);
        var (lines, length) = (new List<(int Number, string Text)>(), 0);

        // Lines are parsed while those before them are looked at.
        var ahead = Task.FromResult<FiledEvent[]>([]);
        while (await reader.ReadLineAsync() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (first && IsOpen(line))
            {
                foreach (var filed in Document(name, number, line + "\n" + await reader.ReadToEndAsync()))
                {
                    yield return filed;
                }

                yield break;
            }

            first = false;
            lines.Add((number, line));
            length += line.Length;
            if (lines.Count == LinesAtOnce || length >= LongestLine)
            {
                var before = ahead;
                var full = lines;
                ahead = Task.Run(() => Parsed(name, full));
                foreach (var filed in await before)
                {
                    yield return filed;
                }

                (lines, length) = ([], 0);
            }
        }

        foreach (var filed in (await ahead).Concat(Parsed(name, lines)))
        {
            yield return filed;
        }
    }

    // A million lines take 20 s of processor time.
    private static FiledEvent[] Parsed(string name, List<(int Number, string Text)> lines)
    {
        var parsed = new FiledEvent[lines.Count];
        Parallel.For(0, parsed.Length, i =>
        {
            var (number, text) = lines[i];
            parsed[i] = new(number, Parse(name, number, text)) { Text = text };
        });
        return parsed;
    }

    // A batch, or an event that is spread over lines.
    private static bool IsOpen(string line)
    {
        var text = line.AsSpan().Trim();
        return text[0] == '[' || (text[0] == '{' && text[^1] is '{' or ',' or ':');
    }

    private static IEnumerable<FiledEvent> Document(string name, int number, string text)
    {
        JsonNode? root = null;
        Problem? broken = null;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new() { MaxDepth = 64, AllowDuplicateProperties = false });
        }
        catch (JsonException wrong)
        {
            broken = new(
                DeliveryEvents.NotJson, $"The file is not JSON: {wrong.Message}", Expected: "events",
                Place: new(name, number + (int)(wrong.LineNumber ?? 0), (int)(wrong.BytePositionInLine ?? 0) + 1));
        }

        if (broken is not null)
        {
            yield return new(number, broken);
            yield break;
        }

        var items = root is JsonArray batch ? batch : new JsonArray(root?.DeepClone());
        for (var i = 0; i < items.Count; i++)
        {
            var prefix = root is JsonArray ? FieldPath.Item(string.Empty, i) : string.Empty;
            yield return items[i] is JsonObject message
                ? new(number, Placed(DeliveryEvents.Parse(message), name, number, prefix)) { Message = message }
                : new(number, Placed(NoObject, name, number, prefix));
        }
    }

    private static Result<DeliveryEvent> Parse(string name, int number, string line) => line.Length > LongestLine
        ? Placed(new Problem(TooLong, $"It has {line.Length} characters.", Expected: $"{LongestLine} at most"), name, number)
        : Placed(DeliveryEvents.Parse(Encoding.UTF8.GetBytes(line)), name, number);

    private static Result<DeliveryEvent> Placed(Result<DeliveryEvent> read, string name, int line, string prefix = "") =>
        read.IsOk ? read
        : Result<DeliveryEvent>.Failed([.. read.Problems.Select(problem => problem with
        {
            Field = prefix.Length == 0 ? problem.Field : problem.Field is null ? prefix : $"{prefix}.{problem.Field}",
            Place = new(name, line, 1),
        })]);
}
