using System.Globalization;
using System.Security.Cryptography;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

public abstract record AnswerOutcome
{
    public sealed record Taken : AnswerOutcome;

    /// <summary>The token was used already; nothing changed.</summary>
    public sealed record Used : AnswerOutcome;

    /// <summary>The token is none, or its round is over.</summary>
    public sealed record Over : AnswerOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : AnswerOutcome;
}

/// <summary>Takes answers. Nothing of one is logged, and nothing here knows who gives it.</summary>
public sealed class Answering(ISurveyDocuments documents)
{
    private const int MostTries = 200;
    private const int LongestPauseMilliseconds = 100;

    /// <returns>What the token's round asks and whether the token was used; null when it is over or the token is none.</returns>
    public async Task<(SurveyDefinition Asked, bool Used)?> FindAsync(SurveyToken token, CancellationToken cancellationToken) =>
        await PlanOfAsync(token, cancellationToken) is { } plan
            && await AnswersOfAsync(token, cancellationToken) is { Document: { Closed: false } answers }
                ? (plan.Definition, answers.Used.Contains(token.Used))
                : null;

    /// <param name="answers">By question; empty ones are left out.</param>
    public async Task<AnswerOutcome> TakeAsync(
        SurveyToken token, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken)
    {
        if (await PlanOfAsync(token, cancellationToken) is not { } plan)
        {
            return new AnswerOutcome.Over();
        }

        var sheet = AnswerSheet.Read(plan.Definition, answers);
        return sheet.IsOk
            ? await CountAsync(token, sheet.Value, cancellationToken)
            : new AnswerOutcome.Refused(sheet.Problems);
    }

    private async Task<AnswerOutcome> CountAsync(SurveyToken token, AnswerSheet sheet, CancellationToken cancellationToken)
    {
        var name = SurveyNames.Answers(token.Survey, token.Round);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await AnswersOfAsync(token, cancellationToken) is not { } found || found.Document.Closed)
            {
                return new AnswerOutcome.Over();
            }

            if (found.Document.Used.Contains(token.Used))
            {
                return new AnswerOutcome.Used();
            }

            if (await documents.SaveAsync(name, sheet.CountIn(found.Document, token), found.Version, cancellationToken))
            {
                return new AnswerOutcome.Taken();
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(1, LongestPauseMilliseconds), cancellationToken);
        }

        throw new TimeoutException(string.Create(
            CultureInfo.InvariantCulture, $"An answer could not be counted in {MostTries} attempts: too many come at once."));
    }

    private Task<(RoundAnswers Document, string Version)?> AnswersOfAsync(
        SurveyToken token, CancellationToken cancellationToken) =>
        documents.FindAsync<RoundAnswers>(SurveyNames.Answers(token.Survey, token.Round), cancellationToken);

    private async Task<RoundPlan?> PlanOfAsync(SurveyToken token, CancellationToken cancellationToken) =>
        await documents.FindAsync<RoundPlan>(SurveyNames.Plan(token.Survey, token.Round), cancellationToken) is { } found
            && token.IsGenuine(found.Document.Key) && token.Cell < found.Document.Cells.Count
                ? found.Document
                : null;
}
