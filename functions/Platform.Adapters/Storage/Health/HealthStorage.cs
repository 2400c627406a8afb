namespace Platform.Adapters.Storage.Health;

/// <summary>
/// What the probes write to. Every look writes under a name of its own and removes it, so that instances which look at the same
/// time never meet; what a killed one leaves is a few bytes.
/// </summary>
public static class HealthStorage
{
    public const string Table = "health";
    public const string Queue = "health";
    public const string Container = "health";

    internal static string NewName() => $"probe-{Guid.NewGuid():N}";

    internal static string Took(long since) =>
        FormattableString.Invariant($"{TimeProvider.System.GetElapsedTime(since).TotalMilliseconds:0} ms");
}
