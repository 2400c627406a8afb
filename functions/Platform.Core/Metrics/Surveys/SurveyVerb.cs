using Platform.Core.Access;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;

namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// Gives somebody their own link to the surveys that are open. Answers are not taken in a chat: a command carries who wrote it.
/// </summary>
public sealed class SurveyVerb(SurveyInvitations invitations, SurveyPrompts prompts) : IChatVerb
{
    public string Name => "survey";

    public string Usage => "survey";

    public string Summary => "Gives you your own link to the surveys that are open for you.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var open = await invitations.OfAsync(request.Person.Ref, cancellationToken);
        var messages = open.Select(one => prompts.PromptOf(one.Definition, one.Round.ClosesAt, one.Token)).OfType<ChatMessage>();
        return new(messages.ToList() switch
        {
            [] => new("No survey is open for you"),
            [var only] => only,
            var several => new(
                $"{several.Count} surveys are open for you",
                Sections: [.. several.Select(message => new ChatSection(message.Title, message.Sections![0].Text))],
                Links: [.. several.Select(message => message.Links![0] with { Title = message.Title })]),
        });
    }
}
