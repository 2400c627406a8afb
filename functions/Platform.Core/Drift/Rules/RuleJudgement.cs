namespace Platform.Core.Drift.Rules;

/// <summary>What a rule says; the evaluation adds whom, how severe, and what it rests on.</summary>
public sealed record RuleJudgement(RuleOutcome Outcome, IReadOnlyList<RuleEvidence> Evidence, string? Reason)
{
    public const int MostEvidence = 50;

    public static RuleJudgement Passed { get; } = new(RuleOutcome.Passed, [], null);

    public static RuleJudgement Failed(IReadOnlyList<RuleEvidence> evidence) => evidence.Count > 0
        ? new(RuleOutcome.Failed, evidence, null)
        : throw new ArgumentException("A failure needs evidence.", nameof(evidence));

    public static RuleJudgement Failed(string message, string? place = null, string? expected = null) =>
        Failed([new(message, place, null, expected)]);

    /// <summary>Failed if there is any evidence; of very much of it only the first is kept.</summary>
    public static RuleJudgement Of(IReadOnlyList<RuleEvidence> evidence) => evidence.Count switch
    {
        0 => Passed,
        <= MostEvidence => Failed(evidence),
        _ => Failed([.. evidence.Take(MostEvidence), new($"And {evidence.Count - MostEvidence} more.")]),
    };

    public static RuleJudgement NotApplicable(string reason) => new(RuleOutcome.NotApplicable, [], reason);

    public static RuleJudgement Unknown(string reason) => new(RuleOutcome.Unknown, [], reason);
}
