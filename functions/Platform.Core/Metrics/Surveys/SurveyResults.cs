using System.Text.Json.Serialization;

namespace Platform.Core.Metrics.Surveys;

/// <summary>How many of a group answered.</summary>
public sealed record Participation(SurveyGroup Group, int Invited, int Answered)
{
    public double Rate => Invited == 0 ? 0 : (double)Answered / Invited;
}

/// <param name="Name">The answer, or the answers that are told of together.</param>
public sealed record AnswerShare(string Name, int Answers);

/// <summary>What a group answered to a question.</summary>
/// <param name="PercentFavourable">Of a scale of five.</param>
/// <param name="NetPromoters">Of a scale of ten.</param>
/// <param name="Distribution">In fewer steps where there are few answers.</param>
/// <param name="Texts">In random order.</param>
public sealed record GroupAnswers(
    SurveyGroup Group,
    int Answers,
    double? PercentFavourable = null,
    double? NetPromoters = null,
    IReadOnlyList<AnswerShare>? Distribution = null,
    IReadOnlyList<string>? Texts = null)
{
    /// <value>The figure that is compared with other rounds.</value>
    [JsonIgnore]
    public double? Score => PercentFavourable ?? NetPromoters;
}

/// <param name="Told">Groups that may be told of; of the others nothing is kept.</param>
public sealed record QuestionResults(SurveyQuestion Question, IReadOnlyList<GroupAnswers> Told);

/// <summary>
/// What a round came to. It is made once, when the round closes, and then never changes: no two questions to it differ by a
/// single answer. What may not be told isn't in it.
/// </summary>
/// <param name="Groups">All groups that there are, also those that aren't told of.</param>
/// <param name="Parents">Which group a team belongs to.</param>
public sealed record SurveyResults(
    string Survey,
    string Title,
    int Round,
    int Version,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    int Floor,
    IReadOnlyList<SurveyGroup> Groups,
    IReadOnlyDictionary<string, string> Parents,
    IReadOnlyList<Participation> Participation,
    IReadOnlyList<QuestionResults> Questions);
