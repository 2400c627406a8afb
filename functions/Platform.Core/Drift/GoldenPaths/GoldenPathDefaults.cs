using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.GoldenPaths;

internal static class GoldenPathDefaults
{
    public static GoldenPath Make() => new(
        DriftRules.All.ToDictionary(rule => rule.Description.Id, rule => RuleSetting.Of(rule.Description)),
        new([]),
        RuntimeTable.Usual,
        Scorecards: null,
        new(null, null, new Dictionary<string, string>(), null),
        new Dictionary<string, FixPolicy>(),
        new(IsEnabled: false, RuleSeverity.Error, []));
}
