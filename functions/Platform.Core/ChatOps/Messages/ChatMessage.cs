namespace Platform.Core.ChatOps.Messages;

public enum ChatSeverity
{
    Info,
    Success,
    Warning,
    Failure,
}

/// <summary>
/// What is to be said, whatever the channel: answers to commands, reports and alerts. All of it is plain text; a channel's
/// adapter escapes it, cuts it to the channel's limits and gives it the channel's looks.
/// </summary>
/// <param name="Title">One line that makes sense alone, for example in a notification on a phone.</param>
/// <param name="Facts">Short name and value pairs.</param>
/// <param name="Sections">Paragraphs, in order.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record ChatMessage(
    string Title,
    ChatSeverity Severity = ChatSeverity.Info,
    IReadOnlyList<ChatFact>? Facts = null,
    IReadOnlyList<ChatSection>? Sections = null,
    IReadOnlyList<ChatLink>? Links = null);

public sealed record ChatFact(string Name, string Value);

/// <param name="Heading">Stands above the text.</param>
/// <param name="Verbatim">To be copied as it is: commands, logs.</param>
public sealed record ChatSection(string Text, string? Heading = null, bool Verbatim = false);

/// <param name="Url">An http or https address; anything else is shown as text.</param>
public sealed record ChatLink(string Title, string Url);
