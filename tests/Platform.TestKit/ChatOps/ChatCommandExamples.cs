namespace Platform.TestKit.ChatOps;

/// <summary>Messages of queue <c>chat-commands</c>, right and wrong, for the code and for the published schema alike.</summary>
public static class ChatCommandExamples
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Rest = """
        "team":"T1","user":"U1","channel":"C1","command":"/platform","text":"help","receivedAt":"2030-01-31T08:00:00Z",
        "reply":"AAAABBBBCCCCDDDDEEEE_-"
        """;

    public static IReadOnlyList<string> Accepted { get; } =
    [
        $$"""{"id":"{{Id}}","platform":"slack",{{Rest}}}""",
        $$"""{"id":"{{Id}}","platform":"slack","enterprise":"E1",{{Rest}}}""",
        $$"""{"id":"{{Id}}","platform":"slack",{{Rest.Replace("help", string.Empty, StringComparison.Ordinal)}}}""",
    ];

    public static IReadOnlyList<string> Refused { get; } =
    [
        "{}",
        "[]",
        "null",
        $$"""{"platform":"slack",{{Rest}}}""",
        $$"""{"id":"1","platform":"slack",{{Rest}}}""",
        $$"""{"id":"{{Id}}","platform":"irc",{{Rest}}}""",
        $$"""{"id":"{{Id}}","platform":"slack","enterprise":"",{{Rest}}}""",
        $$"""{"id":"{{Id}}","platform":"slack","extra":1,{{Rest}}}""",
        Without("\"T1\"", "\"t1\""),
        Without("\"U1\"", "1"),
        Without("\"C1\"", "null"),
        Without("\"/platform\"", "\"platform\""),
        Without("\"/platform\"", "\"/\""),
        Without("2030-01-31T08:00:00Z", "2030-01-31"),
        Without("AAAABBBBCCCCDDDDEEEE_-", "https://hooks.slack.com/commands/T1/2/3"),
        Without("\"AAAABBBBCCCCDDDDEEEE_-\"", "7"),
        Without("\"help\"", $"\"{new string('x', 40_001)}\""),
    ];

    private static string Without(string part, string instead) =>
        Accepted[0].Replace(part, instead, StringComparison.Ordinal);
}
