namespace Platform.Adapters.Slack;

/// <summary>
/// Which addresses may be posted to. A reply address comes from outside, so it must lead to an allowed host by https on its usual
/// port; a server on loopback is allowed by its whole origin, and only if the settings name it.
/// </summary>
internal static class SlackAddresses
{
    /// <summary>Whether a setting's entry can be allowed at all.</summary>
    public static bool IsAllowable(string entry) => entry.Contains("://", StringComparison.Ordinal)
        ? Uri.TryCreate(entry, UriKind.Absolute, out var origin)
            && origin is { Scheme: "http", IsLoopback: true, PathAndQuery: "/" }
        : Uri.CheckHostName(entry) == UriHostNameType.Dns;

    public static bool IsAllowed(Uri? address, IReadOnlyList<string> allowed) =>
        address is { IsAbsoluteUri: true, UserInfo: "" }
        && allowed.Any(entry => entry.Contains("://", StringComparison.Ordinal)
            ? new Uri(entry).GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority)
            : address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
                && address.IdnHost.Equals(entry, StringComparison.OrdinalIgnoreCase));

    /// <summary>For addresses that the settings give.</summary>
    public static bool IsSafe(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
