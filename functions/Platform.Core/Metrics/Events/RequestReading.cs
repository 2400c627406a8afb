namespace Platform.Core.Metrics.Events;

/// <summary>Reads requests, tickets and views of the documentation.</summary>
internal static class RequestReading
{
    /// <summary>Phrases are looked for in so much of a ticket.</summary>
    private const int LongestText = 4000;

    public static RequestNotice Read(EventParts parts, RequestPhase phase)
    {
        var custom = parts.Custom;
        if (phase == RequestPhase.Opened)
        {
            custom.Text("kind", required: true);
        }

        return new(
            phase,
            custom.Choice("kind", Names.Requests),
            custom.Component("component"),
            custom.Text("team"),
            custom.Text("system"),
            custom.Text("channel"),
            Cut(custom.Prose("summary")),
            custom.Component("template", kind: "template"),
            custom.Text("parent"),
            custom.Flag("humanAction"),
            phase == RequestPhase.Cancelled ? custom.Choice("ending", Names.Endings) ?? RequestEnding.Withdrawn : null,
            custom.Choice("verification", Names.Checks));
    }

    public static TicketNotice Ticket(EventParts parts, TicketPhase phase)
    {
        var (content, custom) = (parts.Subject.Content, parts.Custom);
        var texts = new[] { content.Prose("summary"), custom.Prose("summary"), custom.Prose("description") };
        return new(
            phase,
            custom.Component("component"),
            custom.Text("team") ?? content.Text("group"),
            custom.Text("system"),
            custom.Text("channel"),
            Cut(string.Join('\n', texts.OfType<string>())) ?? string.Empty,
            custom.Texts("labels") ?? []);
    }

    public static DocumentationNotice Documentation(EventParts parts) => new(
        parts.Custom.Component("component"), parts.Custom.Text("team"), parts.Custom.Text("system"),
        parts.Custom.Text("page") ?? parts.Subject.Id);

    private static string? Cut(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;
}
