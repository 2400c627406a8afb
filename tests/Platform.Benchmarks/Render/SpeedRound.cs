using System.Text.Json.Nodes;

namespace Platform.Benchmarks.Render;

/// <summary>What one process of each engine has measured.</summary>
internal sealed record SpeedRound(JsonNode Theirs, JsonNode Ours)
{
    public double Times(string part, string measure) => Theirs.Time(part, "again") / Ours.Time(part, measure);
}

internal static class SpeedTimes
{
    /// <summary>Milliseconds of processor time a pass.</summary>
    public static double Time(this JsonNode measured, string part, string measure) =>
        (double)measured[part]![measure]!["processor"]!;
}
