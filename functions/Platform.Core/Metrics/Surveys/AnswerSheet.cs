using System.Globalization;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <summary>What somebody answered, for as long as it takes to count it.</summary>
internal sealed class AnswerSheet
{
    private const string Field = "answer";

    private readonly Dictionary<int, int> _choices = [];
    private readonly Dictionary<int, string> _texts = [];

    public static Result<AnswerSheet> Read(SurveyDefinition definition, IReadOnlyDictionary<string, string> answers)
    {
        var (sheet, problems) = (new AnswerSheet(), new List<Problem>());
        foreach (var (id, written) in answers.Where(answer => !string.IsNullOrWhiteSpace(answer.Value)))
        {
            var place = definition.Questions.ToList().FindIndex(question => question.Id == id);
            var expected = place < 0 ? "a question of the survey" : sheet.Add(definition.Questions[place], place, written.Trim());
            if (expected is not null)
            {
                // What was written is not repeated: problems are shown, and may be logged.
                problems.Add(new(
                    FieldChecks.WrongFormat,
                    $"The answer to '{id}' is not valid: expected {expected}.",
                    id,
                    Expected: expected));
            }
        }

        if (problems.Count == 0 && sheet._choices.Count + sheet._texts.Count == 0)
        {
            problems.Add(new(FieldChecks.Missing, "Nothing was answered.", Field, Expected: "an answer to at least one"));
        }

        return problems.Count == 0 ? sheet : Result<AnswerSheet>.Failed(problems);
    }

    public RoundAnswers CountIn(RoundAnswers answers, SurveyToken token) => answers with
    {
        Used = [.. answers.Used.Append(token.Used).Order(StringComparer.Ordinal)],
        Cells = [.. answers.Cells.Select((cell, place) => place == token.Cell ? CountIn(cell) : cell)],
    };

    private CellTally CountIn(CellTally cell) => new(cell.Sheets + 1, [.. cell.Questions.Select((tally, place) =>
        _choices.TryGetValue(place, out var choice)
            ? tally with { Counts = [.. tally.Counts.Select((count, answer) => answer == choice ? count + 1 : count)] }
        : _texts.TryGetValue(place, out var text)
            ? tally with { Texts = [.. tally.Texts.Append(text).Order(StringComparer.Ordinal)] }
        : tally)]);

    /// <returns>What was expected; null when it is right.</returns>
    private string? Add(SurveyQuestion question, int place, string written)
    {
        if (question.Kind == QuestionKind.Text)
        {
            _texts[place] = written;
            return written.Length <= SurveyQuestion.LongestText && !written.Any(IsOdd)
                ? null
                : $"at most {SurveyQuestion.LongestText} characters";
        }

        var (first, last) = (question.First, question.First + question.Choices - 1);
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var answer)
            && answer >= first && answer <= last)
        {
            _choices[place] = answer - first;
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"a whole number from {first} to {last}");
    }

    private static bool IsOdd(char letter) => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t');
}
