namespace Platform.TestKit.Templating;

/// <summary>Where our engine is meant to differ from nunjitsu 0.6.2 on random templates, and why.</summary>
public static class FuzzDifferences
{
    public static bool Covers(string template, EngineAnswer theirs, EngineAnswer ours) =>
        ReasonFor(template, theirs, ours) is not null;

    /// <summary>Null when a difference has no reason.</summary>
    public static string? ReasonFor(string template, EngineAnswer theirs, EngineAnswer ours) =>
        theirs.Error?.Contains("work unit limit", StringComparison.Ordinal) == true
            || ours.Error?.Contains($"more than {TemplateFuzz.MostSteps} steps", StringComparison.Ordinal) == true
            ? "the engines count the steps of an endless template differently"
        : null;
}
