namespace Platform.Benchmarks.Reporting;

/// <summary>A measured value; goal and verdict only where the design sets one.</summary>
internal sealed record Figure(string Name, double Value, string Unit, string? Goal = null, bool? Met = null)
{
    public static Figure AtMost(string name, double value, string unit, double goal) =>
        new(name, value, unit, FormattableString.Invariant($"at most {goal}"), value <= goal);

    public static Figure AtLeast(string name, double value, string unit, double goal) =>
        new(name, value, unit, FormattableString.Invariant($"at least {goal}"), value >= goal);
}
