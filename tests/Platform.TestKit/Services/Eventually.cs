namespace Platform.TestKit.Services;

/// <summary>Waits for a condition, patiently: the machine may be busy. The condition is what the failure shows.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task HoldsAsync(
        Func<bool> condition,
        CancellationToken cancellationToken,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), cancellationToken, what);

    /// <param name="patience">Longer than usual, for what is known to take long.</param>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        CancellationToken cancellationToken,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "",
        TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
