using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <param name="Round">Null: the last that was closed.</param>
/// <param name="Team">Canonical; null: all groups are told of.</param>
/// <param name="System">Canonical.</param>
public sealed record SurveyQuery(string Survey, int? Round, string? Team, string? System, string? Question);

/// <summary>
/// Tells what closed rounds came to. A round that is open tells nothing: two looks at it would differ by one answer.
/// </summary>
public sealed class SurveyReading(SurveyBook book, ISurveyDocuments documents)
{
    public const string NoResults = "survey-no-results";

    public async Task<Result<SurveyAnswer>> AnswerAsync(SurveyQuery query, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(query.Survey, cancellationToken) is not { } survey)
        {
            return new Problem(
                SurveyBook.Unknown, $"There is no survey '{query.Survey}'.", "id", query.Survey, "a survey's id");
        }

        var wanted = query.Round ?? (survey.Closed is [.., var last] ? last.Number : 0);
        if (!survey.Closed.Any(round => round.Number == wanted)
            || await ResultsAsync(query.Survey, wanted, cancellationToken) is not { } results)
        {
            return new Problem(
                NoResults, $"The survey '{query.Survey}' has no results of this round.", "round", query.Round, "a closed round");
        }

        return Of(query, results, await ResultsAsync(query.Survey, wanted - 1, cancellationToken));
    }

    /// <returns>Null of a round that isn't closed.</returns>
    public async Task<SurveyResults?> ResultsAsync(string survey, int round, CancellationToken cancellationToken) =>
        (await documents.FindAsync<SurveyResults>(SurveyNames.Results(survey, round), cancellationToken))?.Document;

    /// <summary>What a group answered the round before, if both may be told and were asked the same.</summary>
    internal static GroupAnswers? Before(SurveyResults? previous, SurveyQuestion question, SurveyGroup group) =>
        previous?.Questions.FirstOrDefault(other => other.Question.Id == question.Id
            && other.Question.Kind == question.Kind && other.Question.Text == question.Text)
            ?.Told.FirstOrDefault(other => other.Group == group);

    private static SurveyAnswer Of(SurveyQuery query, SurveyResults results, SurveyResults? previous)
    {
        var groups = results.Groups.Where(group =>
            (query.Team is null || group.Team == query.Team) && (query.System is null || group.System == query.System)).ToList();

        // A filter that nobody passes is answered as one that too few pass.
        groups = groups.Count > 0 ? groups : [new(query.Team, query.System)];
        return new(
            results.Survey,
            results.Title,
            results.Round,
            results.Version,
            results.OpenedAt,
            results.ClosedAt,
            results.Floor,
            previous?.Round,
            [.. groups.Select(group => RowOf(group, results.Participation.FirstOrDefault(told => told.Group == group)))],
            [.. results.Questions.Where(question => query.Question is null || question.Question.Id == query.Question)
                .Select(question => new QuestionRows(question.Question, [.. groups.Select(group => RowOf(
                    group,
                    question.Told.FirstOrDefault(told => told.Group == group),
                    Before(previous, question.Question, group)))]))]);
    }

    private static ParticipationRow RowOf(SurveyGroup group, Participation? told) =>
        new(group, told is null, told?.Invited, told?.Answered, told?.Rate);

    private static GroupRow RowOf(SurveyGroup group, GroupAnswers? told, GroupAnswers? before) => new(
        group,
        told is null,
        told?.Answers,
        told?.PercentFavourable,
        told?.NetPromoters,
        told?.Score - before?.Score,
        told?.Distribution,
        told?.Texts);
}
