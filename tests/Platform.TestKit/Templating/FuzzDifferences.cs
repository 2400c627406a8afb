namespace Platform.TestKit.Templating;

/// <summary>Where our engine is meant to differ from nunjitsu 0.6.2 on random templates, and why.</summary>
public static class FuzzDifferences
{
    public static bool Covers(string template, EngineAnswer theirs, EngineAnswer ours) =>
        ReasonFor(template, theirs, ours) is not null;

    /// <summary>Null when a difference has no reason.</summary>
    public static string? ReasonFor(string template, EngineAnswer theirs, EngineAnswer ours) =>
        theirs.Error is null && ours.Error == "The name of a test expected behind 'is'."
            ? "behind 'is' stands no name: nunjitsu takes any expression for the test 'undefined', ours refuses it"
        : template.Contains("dictsort", StringComparison.Ordinal)
            ? "dictsort by values of mixed types has no order; ours is stable"
        : null;
}
