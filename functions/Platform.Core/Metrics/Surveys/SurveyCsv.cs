using System.Globalization;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <summary>Results as CSV (RFC 4180): a line for each figure of a question and group. Texts are not in it.</summary>
public static class SurveyCsv
{
    public static string Write(SurveyAnswer answer)
    {
        var text = new StringBuilder();
        Line(text, "survey", "round", "question", "team", "system", "figure", "value", "suppressed");
        foreach (var row in answer.Participation)
        {
            Add("", row.Group, "invited", row.Invited, row.Suppressed);
            Add("", row.Group, "answered", row.Answered, row.Suppressed);
            Add("", row.Group, "responseRate", row.Rate, row.Suppressed);
        }

        foreach (var question in answer.Questions)
        {
            foreach (var row in question.Groups)
            {
                Add(question.Question.Id, row.Group, "answers", row.Answers, row.Suppressed);
                foreach (var (name, value) in FiguresOf(question.Question.Kind, row))
                {
                    Add(question.Question.Id, row.Group, name, value, row.Suppressed);
                }
            }
        }

        return text.ToString();

        void Add(string question, SurveyGroup group, string figure, double? value, bool suppressed) => Line(
            text, answer.Survey, answer.Round.ToString(CultureInfo.InvariantCulture), question, group.Team ?? "",
            group.System ?? "", figure, value?.ToString(CultureInfo.InvariantCulture) ?? "", suppressed ? "true" : "false");
    }

    private static IEnumerable<(string Name, double? Value)> FiguresOf(QuestionKind kind, GroupRow row)
    {
        if (kind == QuestionKind.Likert5)
        {
            yield return ("percentFavourable", row.PercentFavourable);
        }

        if (kind == QuestionKind.Enps)
        {
            yield return ("netPromoters", row.NetPromoters);
        }

        if (kind is QuestionKind.Likert5 or QuestionKind.Enps)
        {
            yield return ("change", row.Change);
        }

        foreach (var share in row.Distribution ?? [])
        {
            yield return ($"answers.{share.Name}", share.Answers);
        }
    }

    private static void Line(StringBuilder text, params IEnumerable<string> cells) =>
        CsvText.AppendLine(text, cells);
}
