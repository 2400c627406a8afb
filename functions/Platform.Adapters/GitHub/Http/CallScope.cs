namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// The caller's cancellation and conditions for the requests made inside it: Octokit's methods take neither, the handlers below
/// them do. Each lasts until the async method returns that sets it.
/// </summary>
internal static class CallScope
{
    private static readonly AsyncLocal<CancellationToken> Current = new();
    private static readonly AsyncLocal<string?> Tag = new();
    private static readonly AsyncLocal<long?> Largest = new();

    public static CancellationToken Token => Current.Value;

    /// <value>What the caller has already: it wants no answer that is the same.</value>
    public static string? KnownTag => Tag.Value;

    /// <value>A larger answer is not read.</value>
    public static long? LargestAnswer => Largest.Value;

    public static void Enter(CancellationToken cancellationToken) => Current.Value = cancellationToken;

    public static void Know(string? tag) => Tag.Value = tag;

    public static void Limit(long bytes) => Largest.Value = bytes;
}
