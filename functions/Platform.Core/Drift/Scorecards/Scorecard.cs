namespace Platform.Core.Drift.Scorecards;

/// <param name="Rules">What this level asks for beside all levels below it.</param>
public sealed record ScorecardLevel(string Id, string Title, IReadOnlyList<string> Rules)
{
    /// <value>Of a weighted scorecard: the share of the weights, 0 to 1, from which the level is held.</value>
    public double Threshold { get; init; }
}

/// <summary>What counts as good, and in which steps one gets there.</summary>
/// <param name="Kinds">Of entities, in lower case.</param>
/// <param name="Levels">From the lowest.</param>
/// <param name="Weights">By rule; empty where the levels name their rules.</param>
public sealed record Scorecard(
    string Id, string Title, IReadOnlyList<string> Kinds, IReadOnlyList<ScorecardLevel> Levels,
    IReadOnlyDictionary<string, double> Weights)
{
    public bool IsWeighted => Weights.Count > 0;

    public IEnumerable<string> Rules => IsWeighted ? Weights.Keys : Levels.SelectMany(level => level.Rules);
}
