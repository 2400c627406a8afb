namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>One stretch of the way that nothing shorter could have replaced.</summary>
/// <param name="Step">Id of the step; null for what lies between steps, or after the task.</param>
/// <param name="Action">Of the step.</param>
/// <param name="Sentence">Where the time went, and what would spare it where that is known.</param>
public sealed record PathSegment(
    string? Step, string? Action, DateTimeOffset StartedAt, double Seconds, string Sentence);

/// <param name="Seconds">From the request to the end of the last segment.</param>
/// <param name="Longest">The sentence of the segment that took longest; null when nothing has ended yet.</param>
public sealed record CriticalPath(double Seconds, string? Longest, IReadOnlyList<PathSegment> Segments);
