namespace Platform.Functions.Cli.Demo;

/// <summary>What a demo came to; the object that <c>--json</c> prints.</summary>
internal sealed record DemoReport
{
    public required string TaskId { get; init; }

    public required string Template { get; init; }

    public required IReadOnlyList<DemoPhase> Phases { get; init; }

    public string? CloneUrl { get; init; }

    public string? Commit { get; init; }

    public string? EntityRef { get; init; }

    public Uri? EntityUrl { get; init; }

    public DemoCi? Ci { get; init; }

    public required IReadOnlyList<DemoFact> Facts { get; init; }

    public required IReadOnlyList<DemoFigure> Figures { get; init; }

    public string? Error { get; init; }

    /// <value>The task is completed and every fact was checked and holds.</value>
    public bool Ok => Error is null && Facts.All(fact => fact.Holds);
}

internal sealed record DemoPhase(string Name, double Seconds);

internal sealed record DemoCi(string? Conclusion, IReadOnlyList<string> SkippedJobs);

/// <param name="Detail">What was seen.</param>
internal sealed record DemoFact(string Name, bool Holds, string Detail);

internal sealed record DemoFigure(string Name, double Seconds, double Goal)
{
    public bool Met => Seconds <= Goal;
}
