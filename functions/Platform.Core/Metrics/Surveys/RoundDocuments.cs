namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// What an answer says of whoever gives it: groups, fixed when the round opened. People with the same labels share a cell.
/// </summary>
/// <param name="Teams">The team, then the groups around it.</param>
/// <param name="Systems">Those that the team works on.</param>
public sealed record SurveyCell(IReadOnlyList<string> Teams, IReadOnlyList<string> Systems, int Invited);

/// <summary>What a round needs while it is open. It is removed with the key when the round closes.</summary>
/// <param name="Key">What tokens are made and known with, in base64.</param>
public sealed record RoundPlan(SurveyDefinition Definition, string Key, IReadOnlyList<SurveyCell> Cells);

/// <param name="Person">The catalog's user.</param>
/// <param name="Chat">The person's id in the chat; null when nothing tells it.</param>
public sealed record Invitee(string Person, string? Chat, int Cell);

/// <summary>Who was invited. Nothing here says who answered; it is removed when the round closes.</summary>
public sealed record RoundInvited(IReadOnlyList<Invitee> People);

/// <param name="Counts">How often each answer was given; empty of a text.</param>
/// <param name="Texts">In the order of the alphabet.</param>
public sealed record QuestionTally(IReadOnlyList<int> Counts, IReadOnlyList<string> Texts)
{
    public int Answers => Texts.Count + Counts.Sum();
}

/// <param name="Sheets">How many people answered.</param>
/// <param name="Questions">In the order of the definition.</param>
public sealed record CellTally(int Sheets, IReadOnlyList<QuestionTally> Questions);

/// <summary>
/// The answers of a round: numbers of answers by cell, not answers of somebody. The used tokens stand in the same document, so
/// that an answer counts exactly when its token is used up, whatever is cut off or sent again; which token gave which answer
/// stands nowhere. It is removed when the round closes.
/// </summary>
/// <param name="Closed">Nothing is taken any more.</param>
/// <param name="Used">Marks of tokens, in order.</param>
public sealed record RoundAnswers(bool Closed, IReadOnlyList<string> Used, IReadOnlyList<CellTally> Cells)
{
    public static RoundAnswers Empty(RoundPlan plan) => new(
        false,
        [],
        [.. plan.Cells.Select(_ => new CellTally(0, [.. plan.Definition.Questions.Select(
            question => new QuestionTally(new int[question.Choices], []))]))]);
}
