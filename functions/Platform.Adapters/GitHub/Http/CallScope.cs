namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// The caller's cancellation for the requests made inside it: Octokit's typed clients take no token, the handler below them does.
/// </summary>
internal static class CallScope
{
    private static readonly AsyncLocal<CancellationToken> Current = new();

    public static CancellationToken Token => Current.Value;

    /// <summary>Lasts until the calling async method returns.</summary>
    public static void Enter(CancellationToken cancellationToken) => Current.Value = cancellationToken;
}
