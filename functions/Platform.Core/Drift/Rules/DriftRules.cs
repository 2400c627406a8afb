namespace Platform.Core.Drift.Rules;

/// <summary>Every rule there is: a new one is added here, and nowhere else.</summary>
public static class DriftRules
{
    public static IReadOnlyList<IDriftRule> All { get; } =
    [
    ];
}
