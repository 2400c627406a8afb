using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Surveys;

/// <summary>Reads satisfaction from the results of closed rounds.</summary>
public sealed class Satisfaction(SurveyBook book, SurveyReading reading, DoraOptions options) : ISatisfaction
{
    private readonly DayClock _clock = new(options.TimeZone);

    public async Task<SatisfactionReading?> SmallestPublishableAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        foreach (var (survey, round) in await RoundsAsync(from, to, cancellationToken))
        {
            if (await reading.ResultsAsync(survey, round.Number, cancellationToken) is { } results)
            {
                var previous = await reading.ResultsAsync(survey, round.Number - 1, cancellationToken);
                foreach (var (told, group) in Around(scope, results))
                {
                    if (Of(told, group, results, previous) is { } found)
                    {
                        return found;
                    }
                }
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<(string Survey, SurveyRound Round)>> RoundsAsync(
        DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [.. (await book.ListAsync(cancellationToken))
            .SelectMany(survey => survey.Closed, (survey, round) => (survey.Id, Round: round))
            .Where(found => _clock.DayOf(found.Round.ClosesAt) is var day && day >= from && day <= to)
            .OrderByDescending(found => found.Round.ClosesAt).ThenBy(found => found.Id, StringComparer.Ordinal)];

    // The scope, the groups around it, and everybody.
    private IEnumerable<(Scope Told, SurveyGroup Group)> Around(Scope scope, SurveyResults results)
    {
        if (scope.Kind == ScopeKind.System && EntityRef.TryParse(scope.Name, out var system, "system"))
        {
            yield return (scope, new(null, system.Canonical));
        }

        if (scope.Kind == ScopeKind.Team && EntityRef.TryParse(scope.Name, out var team, "group"))
        {
            yield return (scope, new(team.Canonical, null));
            // Groups may stand around each other in a circle.
            HashSet<string> seen = [team.Canonical];
            for (var at = team.Canonical; results.Parents.TryGetValue(at, out var parent) && seen.Add(parent); at = parent)
            {
                yield return (new(ScopeKind.Team, NameOf(parent)), new(parent, null));
            }
        }

        yield return (new(ScopeKind.Organization, options.Organization), SurveyGroup.Everybody);
    }

    private SatisfactionReading? Of(Scope scope, SurveyGroup group, SurveyResults results, SurveyResults? previous)
    {
        var asked = results.Questions.Where(question => question.Question.Measures == QuestionMeasure.Satisfaction).ToList();
        var told = asked.ConvertAll(question => question.Told.FirstOrDefault(answers => answers.Group == group));
        if (told.Count == 0 || told.Contains(null))
        {
            return null;
        }

        var before = asked.ConvertAll(question => SurveyReading.Before(previous, question.Question, group));
        return new(
            scope,
            results.Survey,
            results.Round,
            _clock.DayOf(results.OpenedAt),
            _clock.DayOf(results.ClosedAt),
            Pooled(told!),
            before.Contains(null) ? null : Pooled(before!),
            told.Min(answers => answers!.Answers));
    }

    private static double Pooled(IReadOnlyList<GroupAnswers> answers) =>
        answers.Sum(group => group.PercentFavourable!.Value * group.Answers) / answers.Sum(group => group.Answers);

    private static string NameOf(string canonical) =>
        EntityRef.Parse(canonical) is { Namespace: EntityRef.DefaultNamespace } group
            ? group.Name
            : canonical[(canonical.IndexOf(':') + 1)..];
}
