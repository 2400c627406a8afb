using System.Text.Json.Serialization;

namespace Platform.Core.Metrics.Surveys;

/// <summary>A group's figures of one question.</summary>
/// <param name="Suppressed">
/// Too few answered, or the figures of others would tell. Which of the two isn't told: it would tell something itself.
/// </param>
/// <param name="Change">Of the score since the round before; null unless both may be told.</param>
public sealed record GroupRow(
    SurveyGroup Group, bool Suppressed, int? Answers, double? PercentFavourable, double? NetPromoters, double? Change,
    IReadOnlyList<AnswerShare>? Distribution, IReadOnlyList<string>? Texts);

public sealed record QuestionRows(SurveyQuestion Question, IReadOnlyList<GroupRow> Groups);

/// <param name="Rate">Null when it may not be told.</param>
public sealed record ParticipationRow(
    SurveyGroup Group,
    bool Suppressed,
    int? Invited,
    int? Answered,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate);

/// <summary>What a round came to, by question and group.</summary>
/// <param name="Floor">Below so many answers nothing is told.</param>
/// <param name="Previous">The round that changes are since; null when there is none.</param>
public sealed record SurveyAnswer(
    string Survey,
    string Title,
    int Round,
    int Version,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    int Floor,
    int? Previous,
    IReadOnlyList<ParticipationRow> Participation,
    IReadOnlyList<QuestionRows> Questions);
