using System.Globalization;
using Platform.Core.ChatOps.Messages;

namespace Platform.Core.Metrics.Surveys;

/// <summary>How people are reached about surveys.</summary>
public interface ISurveyReach
{
    /// <value>Whether the chat takes messages to a person; where it only takes them to a channel, no token may be sent.</value>
    bool ReachesPersons { get; }

    /// <value>Whether the chat takes messages at all.</value>
    bool ReachesChannel { get; }

    /// <returns>The page's address; null when nobody has said where this app is reached.</returns>
    Uri? PageOf(SurveyToken token, string? question = null, int? answer = null);
}

/// <summary>
/// Asks people in the chat: one question, with a link for each answer. A link opens the page with the answer chosen; only the
/// page sends it, so that neither a chat's preview of links nor the chat itself answers for anybody.
/// </summary>
public sealed class SurveyPrompts(INotifier notifier, ISurveyReach reach)
{
    private static readonly string[] Steps =
        ["strongly disagree", "disagree", "neither", "agree", "strongly agree"];

    public async Task SendAsync(
        SurveyRound round, RoundPlan plan, RoundInvited invited, CancellationToken cancellationToken)
    {
        if (reach.ReachesPersons)
        {
            foreach (var person in invited.People.Where(person => person.Chat is not null))
            {
                var token = SurveyToken.Issue(plan.Key, plan.Definition.Id, round.Number, person.Cell, person.Person);
                if (PromptOf(plan.Definition, round.ClosesAt, token) is { } prompt)
                {
                    // The key of the post is a hash of the token: it leads to nobody.
                    await notifier.NotifyAsync(new($"survey {token.Reveal()}", prompt, person.Chat), cancellationToken);
                }
            }
        }

        if (reach.ReachesChannel)
        {
            await notifier.NotifyAsync(new(
                string.Create(CultureInfo.InvariantCulture, $"survey {plan.Definition.Id} {round.Number}"),
                new ChatMessage($"The survey '{plan.Definition.Title}' is open", Sections:
                    [new($"{Until(round.ClosesAt)} Your own link: /platform survey")])),
                cancellationToken);
        }
    }

    /// <returns>Null when there is no address to send people to.</returns>
    public ChatMessage? PromptOf(SurveyDefinition definition, DateTimeOffset closesAt, SurveyToken token)
    {
        if (reach.PageOf(token) is not { } page)
        {
            return null;
        }

        var question = definition.Questions[0];
        List<ChatLink> links = question.Kind == QuestionKind.Text
            ? [new("Answer", page.AbsoluteUri)]
            : [.. Enumerable.Range(0, question.Choices).Select(place => new ChatLink(
                NameOf(question, place), reach.PageOf(token, question.Id, question.First + place)!.AbsoluteUri))];
        return new(
            question.Text,
            Sections: [new($"{definition.Title}. {Until(closesAt)} Your answer is counted without your name.")],
            Links: links);
    }

    /// <summary>What an answer is called.</summary>
    public static string NameOf(SurveyQuestion question, int place) => question.Kind switch
    {
        QuestionKind.Choice => question.Options![place],
        QuestionKind.Likert5 => string.Create(CultureInfo.InvariantCulture, $"{place + 1} {Steps[place]}"),
        _ => (question.First + place).ToString(CultureInfo.InvariantCulture),
    };

    private static string Until(DateTimeOffset closesAt) =>
        string.Create(CultureInfo.InvariantCulture, $"Open until {closesAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
}
