using System.Text.Json.Serialization;

namespace Platform.Core.Metrics.Surveys;

/// <summary>A score of a group, or none, when the group is so small that somebody could be recognized in it.</summary>
public sealed record SurveyScore([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value, bool Suppressed)
{
    /// <summary>The default of the smallest group that is told of.</summary>
    public const int SmallestGroup = 5;

    private static readonly SurveyScore Hidden = new(null, true);

    /// <summary>
    /// Percent favourable: the share of 4 and 5 on a scale of 1 to 5, times 100. A mean would hide a divided team.
    /// </summary>
    public static SurveyScore PercentFavourable(IReadOnlyCollection<int> answers, int smallestGroup = SmallestGroup) =>
        answers.Count < smallestGroup
            ? Hidden
            : new(100.0 * answers.Count(answer => answer >= 4) / answers.Count, false);

    /// <summary>eNPS: percent of 9 and 10 less percent of 0 to 6, on a scale of 0 to 10.</summary>
    public static SurveyScore NetPromoters(IReadOnlyCollection<int> answers, int smallestGroup = SmallestGroup) =>
        answers.Count < smallestGroup
            ? Hidden
            : new(100.0 * (answers.Count(answer => answer >= 9) - answers.Count(answer => answer <= 6)) / answers.Count, false);
}
