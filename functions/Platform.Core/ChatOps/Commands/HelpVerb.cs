using Platform.Core.ChatOps.Messages;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Commands;

/// <summary>Says what there is; it knows the verbs, so it is none of them.</summary>
internal static class HelpVerb
{
    public const string Word = "help";

    public const string Usage = "help [VERB]";

    public static ChatMessage Answer(IReadOnlyList<IChatVerb> verbs, ChatRequest request)
    {
        if (request.Line.Words.Count < 2)
        {
            return All(verbs, request);
        }

        var word = request.Line.Words[1];
        if (verbs.FirstOrDefault(verb => verb.Name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } wanted)
        {
            return new(wanted.Summary, Sections: [ChatAnswers.ToPaste("How to use it", request.Say(wanted.Usage))]);
        }

        var near = NearestWords.Find(word, verbs.Select(verb => verb.Name));
        return near.Count > 0
            ? new($"There is no command '{word}'.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Did you mean", near.Select(name => request.Say($"{Word} {name}")))])
            : All(verbs, request) with { Title = $"There is no command '{word}'.", Severity = ChatSeverity.Warning };
    }

    private static ChatMessage All(IReadOnlyList<IChatVerb> verbs, ChatRequest request) => new(
        "What you can ask the platform for",
        Facts: [.. verbs.Select(verb => new ChatFact(request.Say(verb.Usage), verb.Summary)),
            new(request.Say(Usage), "Says what there is, or how one of them is used.")]);
}
