using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Surveys;

/// <param name="Token">The person's, however often it is asked for.</param>
public sealed record SurveyInvitation(SurveyDefinition Definition, SurveyRound Round, SurveyToken Token);

/// <summary>Tells people what they are invited to. Whether they have answered, nobody can say.</summary>
public sealed class SurveyInvitations(SurveyBook book, ISurveyDocuments documents)
{
    public async Task<IReadOnlyList<SurveyInvitation>> OfAsync(EntityRef person, CancellationToken cancellationToken)
    {
        var found = new List<SurveyInvitation>();
        foreach (var survey in await book.ListAsync(cancellationToken))
        {
            if (survey.Current is { State: RoundState.Open } round
                && await documents.FindAsync<RoundInvited>(
                    SurveyNames.Invited(survey.Id, round.Number), cancellationToken) is { } invited
                && await documents.FindAsync<RoundPlan>(
                    SurveyNames.Plan(survey.Id, round.Number), cancellationToken) is { } plan
                && invited.Document.People.FirstOrDefault(one => one.Person == person.Canonical) is { } invitee)
            {
                found.Add(new(plan.Document.Definition, round, SurveyToken.Issue(
                    plan.Document.Key, survey.Id, round.Number, invitee.Cell, invitee.Person)));
            }
        }

        return found;
    }
}
