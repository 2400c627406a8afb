namespace Platform.Core.Drift.Rules;

/// <summary>
/// One way in which what is declared and what is there may differ. A new one is one class and one line in
/// <see cref="DriftRules"/>; it is judged with what is already known and asks nobody.
/// </summary>
public interface IDriftRule
{
    RuleDescription Description { get; }

    /// <summary>Called only when every fact that the description names is there and complete.</summary>
    RuleJudgement Judge(RuleContext context);
}

/// <param name="Id">Stable, kebab-case; the key in golden-path.yaml.</param>
/// <param name="Severity">Unless golden-path.yaml says otherwise.</param>
/// <param name="Docs">What it looks at and why that matters, in a few sentences.</param>
/// <param name="Remediation">What to do about a finding.</param>
/// <param name="Facts">Names of <see cref="FactNames"/> without which nothing can be said.</param>
public sealed record RuleDescription(
    string Id,
    string Title,
    RuleSeverity Severity,
    SubjectKind Subject,
    string Docs,
    string Remediation,
    IReadOnlyList<string> Facts)
{
    /// <value>Facts that it rests on where they are known, and does without otherwise.</value>
    public IReadOnlyList<string> AlsoFacts { get; init; } = [];

    /// <value>What golden-path.yaml may set beside <c>enabled</c>, <c>severity</c> and <c>appliesTo</c>.</value>
    public IReadOnlyList<RuleOption> Options { get; init; } = [];
}

public enum RuleOptionType
{
    Number,
    Texts,
}

/// <param name="Usual">Of a number, unless golden-path.yaml says otherwise.</param>
public sealed record RuleOption(
    string Name, RuleOptionType Type, string Meaning, int Usual = 0, int Least = 0, int Most = 0)
{
    /// <value>Of a list of texts.</value>
    public IReadOnlyList<string> UsualTexts { get; init; } = [];

    public static RuleOption Number(string name, string meaning, int usual, int least, int most) =>
        new(name, RuleOptionType.Number, meaning, usual, least, most);

    public static RuleOption Texts(string name, string meaning, params string[] usual) =>
        new(name, RuleOptionType.Texts, meaning) { UsualTexts = usual };
}
