using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Surveys;

/// <summary>How satisfied a group said it was, in the latest closed round of a survey that asks for it.</summary>
/// <param name="Group">
/// Whom the figures are of: the scope that was asked for, or the smallest one around it that may be told of.
/// </param>
/// <param name="Survey">The survey's id.</param>
/// <param name="Round">The survey's round, counted from 1.</param>
/// <param name="From">When the round was open; this day and <paramref name="To"/> count, too.</param>
/// <param name="PercentFavourable">0 to 100: the share of 4 and 5 on scales of 1 to 5, over all such answers.</param>
/// <param name="Previous">The same of the round before; null when that may not be told of.</param>
/// <param name="Answers">Of the question with the fewest.</param>
public sealed record SatisfactionReading(
    Scope Group,
    string Survey,
    int Round,
    DateOnly From,
    DateOnly To,
    double PercentFavourable,
    double? Previous,
    int Answers);

/// <summary>Tells of satisfaction without telling of anybody.</summary>
public interface ISatisfaction
{
    /// <summary>
    /// The figures of the smallest group that holds the scope and may be told of: the scope itself, or the organisation. Only
    /// rounds that closed within the days are looked at; the latest of them counts.
    /// </summary>
    /// <returns>Null when there is none.</returns>
    Task<SatisfactionReading?> SmallestPublishableAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
