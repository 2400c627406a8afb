using Platform.Core.ChatOps.Messages;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Commands;

/// <summary>Finds the verb of a command and lets it answer.</summary>
public sealed class ChatVerbs
{
    private readonly IReadOnlyList<IChatVerb> _verbs;

    public ChatVerbs(IEnumerable<IChatVerb> verbs)
    {
        _verbs = [.. verbs.OrderBy(verb => verb.Name, StringComparer.Ordinal)];
        if (_verbs.DistinctBy(verb => verb.Name, StringComparer.OrdinalIgnoreCase).Count() != _verbs.Count)
        {
            throw new InvalidOperationException("Two chat verbs have the same name.");
        }
    }

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var word = request.Line.Verb ?? HelpVerb.Word;
        if (word.Equals(HelpVerb.Word, StringComparison.OrdinalIgnoreCase))
        {
            return new(HelpVerb.Answer(_verbs, request));
        }

        if (_verbs.FirstOrDefault(verb => verb.Name.Equals(word, StringComparison.OrdinalIgnoreCase)) is not { } wanted)
        {
            return new(Unknown(request, word));
        }

        return request.Caller.Has(wanted.Role)
            ? await wanted.RunAsync(request, cancellationToken)
            : new(Forbidden(request, wanted));
    }

    private ChatMessage Unknown(ChatRequest request, string word)
    {
        var near = NearestWords.Find(word, [.. _verbs.Select(verb => verb.Name), HelpVerb.Word]);
        var rest = request.Command.Text.TrimStart();
        rest = rest.StartsWith(word, StringComparison.Ordinal) ? rest[word.Length..] : string.Empty;
        return near.Count > 0
            ? new($"There is no command '{word}'.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Did you mean", near.Select(name => request.Say(name + rest)))])
            : new($"There is no command '{word}'.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("There is", _verbs.Select(verb => verb.Usage).Append(HelpVerb.Usage).Select(request.Say))]);
    }

    private static ChatMessage Forbidden(ChatRequest request, IChatVerb verb) => new(
        $"{request.Caller.Id} may not use '{verb.Name}' here.",
        ChatSeverity.Warning,
        Sections: [new(
            $"It needs the role {verb.Role.ToString().ToLowerInvariant()}. Ask the platform team to add you, or a group that you "
            + "are a member of, to the setting ChatScaffolders.")]);
}
