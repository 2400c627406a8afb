namespace Platform.Conformance.Target;

/// <summary>Waits, patiently, for what a client sees a little later.</summary>
internal static class Eventually
{
    /// <summary>Figures follow within a minute; the rest is for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again until there is something.</summary>
    public static async Task<T> FindAsync<T>(Func<Task<T?>> find, string what)
        where T : class
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (await find() is { } found)
            {
                return found;
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {what}");
    }
}
