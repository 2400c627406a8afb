using Microsoft.Extensions.Logging;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// Takes surveys on: opens rounds that are due, invites people, and closes rounds that are over. May end anywhere and be run
/// again, also twice at once: what was made first stands.
/// </summary>
public sealed partial class SurveyTurns(
    SurveyBook book,
    ISurveyDocuments documents,
    ISurveyAudience audience,
    SurveyPrompts prompts,
    TimeProvider clock,
    ILogger<SurveyTurns> logger)
{
    private const int MostSteps = 50;

    public async Task<IReadOnlyList<Problem>> RunAsync(string id, CancellationToken cancellationToken)
    {
        for (var step = 0; await book.FindAsync(id, cancellationToken) is { } survey && survey.IsDue(clock.GetUtcNow()); step++)
        {
            if (step == MostSteps)
            {
                throw new InvalidOperationException($"The survey '{id}' does not get on.");
            }

            var moved = survey.Current switch
            {
                null => await book.ChangeAsync(
                    id,
                    known => known is { Current: null } && known.IsDue(clock.GetUtcNow())
                        ? known.Open(clock.GetUtcNow())
                        : Result<SurveyRecord>.Ok(known!),
                    cancellationToken),
                { State: RoundState.Opening } round => await OpenAsync(survey, round, cancellationToken),
                { State: RoundState.Open } => await book.CloseAsync(id, cancellationToken),
                var round => await CloseAsync(survey, round, cancellationToken),
            };
            if (!moved.IsOk && moved.Problems[0].Code == SurveyBook.Busy)
            {
                throw new InvalidOperationException(moved.Problems[0].Message);
            }
        }

        return [];
    }

    private async Task<Result<SurveyRecord>> OpenAsync(
        SurveyRecord survey, SurveyRound round, CancellationToken cancellationToken)
    {
        var (planName, invitedName) = (
            SurveyNames.Plan(survey.Id, round.Number), SurveyNames.Invited(survey.Id, round.Number));
        if (await documents.FindAsync<RoundInvited>(invitedName, cancellationToken) is null)
        {
            await InviteAsync(survey.Asked!, planName, invitedName, cancellationToken);
        }

        // Whoever else is at it: what was saved first is what all go on with.
        var plan = await documents.FindAsync<RoundPlan>(planName, cancellationToken);
        var invited = await documents.FindAsync<RoundInvited>(invitedName, cancellationToken);
        if (plan is null || invited is null)
        {
            return survey;
        }

        await documents.SaveAsync(
            SurveyNames.Answers(survey.Id, round.Number), RoundAnswers.Empty(plan.Value.Document), null, cancellationToken);
        await prompts.SendAsync(round, plan.Value.Document, invited.Value.Document, cancellationToken);
        Log.Opened(logger, survey.Id, round.Number, invited.Value.Document.People.Count);
        return await book.ChangeAsync(
            survey.Id,
            known => known!.Current is { State: RoundState.Opening } current && current.Number == round.Number
                ? known.Opened()
                : known,
            cancellationToken);
    }

    // The cells are fixed first; people are put into the ones that stand.
    private async Task InviteAsync(
        SurveyDefinition asked, string planName, string invitedName, CancellationToken cancellationToken)
    {
        var (cells, people) = await audience.FindAsync(asked.Audience, cancellationToken);
        await documents.SaveAsync(planName, new RoundPlan(asked, SurveyToken.NewKey(), cells), null, cancellationToken);
        if (await documents.FindAsync<RoundPlan>(planName, cancellationToken) is not { } plan)
        {
            return;
        }

        var places = cells.Select(cell => plan.Document.Cells.ToList().FindIndex(known =>
            known.Teams.SequenceEqual(cell.Teams) && known.Systems.SequenceEqual(cell.Systems))).ToList();
        await documents.SaveAsync(
            invitedName,
            new RoundInvited([.. people.Where(one => places[one.Cell] >= 0).Select(one => one with { Cell = places[one.Cell] })]),
            null,
            cancellationToken);
    }

    private async Task<Result<SurveyRecord>> CloseAsync(
        SurveyRecord survey, SurveyRound round, CancellationToken cancellationToken)
    {
        var names = (Plan: SurveyNames.Plan(survey.Id, round.Number), Answers: SurveyNames.Answers(survey.Id, round.Number));
        var results = SurveyNames.Results(survey.Id, round.Number);
        if (await documents.FindAsync<SurveyResults>(results, cancellationToken) is null)
        {
            if (await documents.FindAsync<RoundPlan>(names.Plan, cancellationToken) is not { } plan
                || await documents.FindAsync<RoundAnswers>(names.Answers, cancellationToken) is not { } answers)
            {
                // Another run is a step ahead.
                return survey;
            }

            // From here on no answer is taken, so that the results are of all that were.
            var closed = answers.Document with { Closed = true };
            if (!answers.Document.Closed && !await documents.SaveAsync(names.Answers, closed, answers.Version, cancellationToken))
            {
                return survey;
            }

            await documents.SaveAsync(results, ResultsMaking.Of(round, plan.Document, closed), null, cancellationToken);
        }

        await documents.RemoveAsync(names.Answers, cancellationToken);
        await documents.RemoveAsync(SurveyNames.Invited(survey.Id, round.Number), cancellationToken);
        await documents.RemoveAsync(names.Plan, cancellationToken);
        Log.Closed(logger, survey.Id, round.Number);
        return await book.ChangeAsync(
            survey.Id,
            known => known!.Current is { State: RoundState.Closing } current && current.Number == round.Number
                ? known.Finished()
                : known,
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Round {Round} of the survey {Survey} is open; {People} people are invited.")]
        public static partial void Opened(ILogger logger, string survey, int round, int people);

        [LoggerMessage(2, LogLevel.Information, "Round {Round} of the survey {Survey} is closed; its answers are removed.")]
        public static partial void Closed(ILogger logger, string survey, int round);
    }
}
