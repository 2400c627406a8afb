using Platform.Core.ChatOps.Messages;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Commands;

/// <summary>Answers that several verbs give.</summary>
public static class ChatAnswers
{
    public static ChatMessage Problems(string title, IEnumerable<Problem> problems, params IReadOnlyList<ChatSection> more) =>
        new(title, ChatSeverity.Warning, Sections:
            [.. problems.Select(problem => new ChatSection(SentenceOf(problem))), .. more]);

    public static ChatSection ToPaste(string heading, params IEnumerable<string> commands) =>
        new(string.Join('\n', commands), heading, Verbatim: true);

    public static string SentenceOf(Problem problem) => problem.Expected is { Length: > 0 } expected
        && !problem.Message.Contains(expected, StringComparison.Ordinal)
            ? $"{problem.Message} Expected: {expected}."
            : problem.Message;
}
