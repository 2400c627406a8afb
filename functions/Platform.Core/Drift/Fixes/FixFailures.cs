using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

internal static class FixFailures
{
    public const string NotFixable = "fix-not-possible";
    public const string ValueMissing = "fix-value-missing";

    public static Problem NotPossible(string why) => new(NotFixable, why);

    public static Problem Missing(string name, string expected) =>
        new(ValueMissing, $"'{name}' is missing; expected {expected}.", name, null, expected);
}
