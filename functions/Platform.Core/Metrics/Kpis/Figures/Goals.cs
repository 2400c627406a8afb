using System.Globalization;
using Platform.Core.Scaffolding.Onboarding;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>What is wanted, in words, and whether it is so.</summary>
internal static class Goals
{
    public static KpiGoal Below(TimeSpan target, PlatformOptions options) =>
        new($"< {DurationText.Of(target)}", options.GoalOwner);

    public static KpiGoal Above(double share, PlatformOptions options) =>
        new(string.Create(CultureInfo.InvariantCulture, $"> {share * 100:0.##} %"), options.GoalOwner);

    public static Verdict IsAbove(double? value, double share) =>
        value is null ? Verdict.Unknown : value > share ? Verdict.Met : Verdict.NotMet;

    public static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;

    public static KpiPart Ratio(string name, int part, int whole, string reason) =>
        new(name, Shapes.MetricUnit.Ratio, Share(part, whole), whole == 0 ? reason : null);
}
