using System.Globalization;
using System.Security.Cryptography;

namespace Platform.Core.Metrics.Surveys;

/// <summary>Makes a round's results of its numbers, and leaves out what can't be told without telling of somebody.</summary>
public static class ResultsMaking
{
    /// <summary>Up to so many answers a scale of five is told of in three steps.</summary>
    public const int FewAnswers = 50;

    public static SurveyResults Of(SurveyRound round, RoundPlan plan, RoundAnswers answers)
    {
        var (definition, cells) = (plan.Definition, plan.Cells);
        var groups = SurveyGroup.Of(cells);
        var sheets = answers.Cells.Select(cell => cell.Sheets).ToList();
        var counted = Disclosure.Of(cells, sheets, definition.Floor);
        return new(
            definition.Id,
            definition.Title,
            round.Number,
            round.Version,
            round.OpensAt,
            round.ClosesAt,
            definition.Floor,
            groups,
            ParentsOf(cells),
            [.. groups.Where(counted.Contains).Select(group => new Participation(
                group, SumOf(cells, group, cell => cells[cell].Invited), SumOf(cells, group, cell => sheets[cell])))],
            [.. definition.Questions.Select((question, place) => Of(
                question, cells, [.. answers.Cells.Select(cell => cell.Questions[place])], groups, definition.Floor))]);
    }

    private static QuestionResults Of(
        SurveyQuestion question,
        IReadOnlyList<SurveyCell> cells,
        List<QuestionTally> tallies,
        IReadOnlyList<SurveyGroup> groups,
        int floor)
    {
        var told = Disclosure.Of(cells, tallies.ConvertAll(tally => tally.Answers), floor);
        return new(question, [.. groups.Where(told.Contains).Select(group => Of(
            question, group, [.. tallies.Where((_, cell) => group.Holds(cells[cell]))]))]);
    }

    private static GroupAnswers Of(SurveyQuestion question, SurveyGroup group, List<QuestionTally> tallies)
    {
        if (question.Kind == QuestionKind.Text)
        {
            var texts = tallies.SelectMany(tally => tally.Texts).ToArray();
            RandomNumberGenerator.Shuffle<string>(texts);
            return new(group, texts.Length, Texts: texts);
        }

        var counts = Enumerable.Range(0, question.Choices).Select(answer => tallies.Sum(tally => tally.Counts[answer])).ToList();
        var all = counts.Sum();
        return question.Kind switch
        {
            QuestionKind.Likert5 => new(
                group, all, PercentFavourable: 100.0 * (counts[3] + counts[4]) / all, Distribution: Likert(counts, all)),
            QuestionKind.Enps => new(
                group, all, NetPromoters: 100.0 * (counts[9] + counts[10] - counts[..7].Sum()) / all,
                Distribution:
                [
                    new("detractors", counts[..7].Sum()), new("passives", counts[7] + counts[8]),
                    new("promoters", counts[9] + counts[10]),
                ]),
            _ => new(group, all, Distribution: [.. counts.Select(
                (count, place) => new AnswerShare(question.Options![place], count))]),
        };
    }

    private static List<AnswerShare> Likert(List<int> counts, int all) => all > FewAnswers
        ? [.. counts.Select((count, place) => new AnswerShare((place + 1).ToString(CultureInfo.InvariantCulture), count))]
        : [new("unfavourable", counts[0] + counts[1]), new("neutral", counts[2]), new("favourable", counts[3] + counts[4])];

    private static int SumOf(IReadOnlyList<SurveyCell> cells, SurveyGroup group, Func<int, int> number) =>
        Enumerable.Range(0, cells.Count).Where(cell => group.Holds(cells[cell])).Sum(number);

    private static SortedDictionary<string, string> ParentsOf(IReadOnlyList<SurveyCell> cells)
    {
        var parents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            for (var i = 1; i < cell.Teams.Count; i++)
            {
                parents[cell.Teams[i - 1]] = cell.Teams[i];
            }
        }

        return parents;
    }
}
