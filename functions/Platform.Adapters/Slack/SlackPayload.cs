using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.ChatOps.Messages;

namespace Platform.Adapters.Slack;

/// <summary>
/// A message as Slack's blocks, within its limits: 50 blocks, 3,000 characters a section, 10 fields a section, and some 13,000
/// in all, which Slack does not document. What does not fit is counted.
/// </summary>
internal static class SlackPayload
{
    private const int MostBlocks = 45;
    private const int MostLetters = 12_000;
    private const int LongestHeader = 150;
    private const int LongestSection = 2_900;
    private const int LongestField = 1_900;
    private const int FieldsInSection = 10;
    private const int LongestFallback = 4_000;

    /// <summary>With blocks, and the text that notifications and screen readers take instead.</summary>
    public static JsonObject Of(ChatMessage message)
    {
        var payload = PlainOf(message);
        payload["blocks"] = BlocksOf(message);
        return payload;
    }

    public static JsonObject PlainOf(ChatMessage message) =>
        new() { ["text"] = SlackText.Cut(SlackText.Escape(FallbackOf(message)), LongestFallback) };

    private static JsonArray BlocksOf(ChatMessage message)
    {
        var title = SlackText.Cut($"{SignOf(message.Severity)} {message.Title}".Trim().ReplaceLineEndings(" "), LongestHeader);
        var blocks = new JsonArray(new JsonObject
        {
            ["type"] = "header",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = title, ["emoji"] = true },
        });
        var (letters, left) = (title.Length, 0);
        foreach (var (block, size) in Parts(message))
        {
            if (blocks.Count < MostBlocks && letters + size <= MostLetters)
            {
                blocks.Add(block);
                letters += size;
            }
            else
            {
                left++;
            }
        }

        if (left > 0)
        {
            blocks.Add(Section(string.Create(CultureInfo.InvariantCulture, $"… {left} more parts did not fit.")));
        }

        return blocks;
    }

    private static IEnumerable<(JsonObject Block, int Size)> Parts(ChatMessage message)
    {
        foreach (var facts in (message.Facts ?? []).Chunk(FieldsInSection))
        {
            var texts = facts.Select(fact => SlackText.Cut(
                $"*{SlackText.Escape(fact.Name)}*\n{SlackText.Escape(fact.Value)}", LongestField)).ToList();
            var fields = new JsonArray([.. texts.Select(Markdown)]);
            yield return (new JsonObject { ["type"] = "section", ["fields"] = fields }, texts.Sum(text => text.Length));
        }

        foreach (var section in message.Sections ?? [])
        {
            foreach (var text in TextsOf(section))
            {
                yield return (Section(text), text.Length);
            }
        }

        if (message.Links is { Count: > 0 } links)
        {
            foreach (var text in Pieces(string.Join('\n', links.Select(link => SlackText.Link(link.Title, link.Url)))))
            {
                yield return (Section(text), text.Length);
            }
        }
    }

    private static IEnumerable<string> TextsOf(ChatSection section)
    {
        var heading = section.Heading is { } words ? $"*{SlackText.Escape(words)}*\n" : string.Empty;
        foreach (var piece in Pieces(section.Verbatim ? section.Text : SlackText.Escape(section.Text)))
        {
            yield return heading + (section.Verbatim ? SlackText.Cut(SlackText.Verbatim(piece), LongestSection) : piece);
            heading = string.Empty;
        }
    }

    /// <summary>At line ends where there are any.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var rest = text.Length > 0 ? text : " ";
        const int Room = LongestSection - 400;
        while (rest.Length > Room)
        {
            var end = rest.LastIndexOf('\n', Room - 1) is > 0 and var line ? line : Room;
            var piece = SlackText.Cut(rest, end + 1)[..^1];
            yield return piece;
            rest = rest[piece.Length..].TrimStart('\n');
        }

        yield return rest;
    }

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Markdown(text) };

    private static JsonObject Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    private static string SignOf(ChatSeverity severity) => severity switch
    {
        ChatSeverity.Success => "✅",
        ChatSeverity.Warning => "⚠️",
        ChatSeverity.Failure => "❌",
        _ => string.Empty,
    };

    private static string FallbackOf(ChatMessage message)
    {
        var text = new StringBuilder(message.Title);
        foreach (var fact in message.Facts ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{fact.Name}: {fact.Value}");
        }

        foreach (var section in message.Sections ?? [])
        {
            text.Append(section.Heading is { } heading ? $"\n{heading}:" : string.Empty).Append('\n').Append(section.Text);
        }

        foreach (var link in message.Links ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{link.Title}: {link.Url}");
        }

        return text.ToString();
    }
}
