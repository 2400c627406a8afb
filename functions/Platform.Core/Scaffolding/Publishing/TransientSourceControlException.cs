namespace Platform.Core.Scaffolding.Publishing;

/// <summary>The call may be repeated as it is: nothing is wrong with the request.</summary>
/// <param name="waitsItsTurn">No call was made; the budget that all share has no room for it yet.</param>
/// <param name="code">Stable: <c>rate-limited</c>, <c>not-readable-yet</c>, <c>source-control-unavailable</c>, ...</param>
public sealed class TransientSourceControlException(
    string code, string message, TimeSpan? retryAfter = null, Exception? inner = null, bool waitsItsTurn = false)
    : Exception($"{code}: {message}", inner)
{
    public string Code { get; } = code;

    /// <value>The earliest moment that makes sense; null leaves it to the caller's policy.</value>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    public bool WaitsItsTurn { get; } = waitsItsTurn;
}
