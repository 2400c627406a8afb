using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Core.Health;

namespace Platform.Functions.Health;

/// <param name="Name">What was looked at.</param>
/// <param name="Vital">Whether its failure is the app's.</param>
public sealed record HealthLine(string Name, bool Vital, Finding Finding, double Milliseconds)
{
    internal static HealthLine Of(string name, HealthReportEntry entry) => new(
        name,
        entry.Tags.Contains(ProbeTags.Vital),
        FindingData.From(entry),
        Math.Round(entry.Duration.TotalMilliseconds));
}

/// <summary>All findings of one moment.</summary>
public sealed record HealthSnapshot(DateTimeOffset At, IReadOnlyList<HealthLine> Lines)
{
    public bool IsUp => !Lines.Any(line => line is { Vital: true, Finding.Status: FindingStatus.Failed });

    /// <summary>For everybody: words only, no sentence, nothing about where anything is.</summary>
    public object Summary() => new
    {
        Status = StatusWord,
        CheckedAt = At,
        Dependencies = Lines.ToDictionary(line => line.Name, line => line.Finding.Status),
    };

    public object Details() => new
    {
        Status = StatusWord,
        CheckedAt = At,
        Checks = Lines.Select(line => new
        {
            line.Name,
            line.Finding.Status,
            line.Finding.Message,
            line.Finding.Fix,
            line.Milliseconds,
        }),
    };

    private string StatusWord => IsUp ? "up" : "down";
}
