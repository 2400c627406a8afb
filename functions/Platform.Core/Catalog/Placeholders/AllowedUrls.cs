namespace Platform.Core.Catalog.Placeholders;

/// <summary>
/// The addresses that descriptors may have read: <c>host</c>, <c>*.domain</c> or <c>host:port</c>, each optionally with the
/// start of a path. Nothing else is ever fetched for a descriptor.
/// </summary>
public sealed class AllowedUrls
{
    public const string Requirements = "hosts like example.com, *.example.com or example.com/acme, separated by commas";

    private readonly IReadOnlyList<(string Host, string Path)> _rules;

    private AllowedUrls(IReadOnlyList<(string Host, string Path)> rules) => _rules = rules;

    public static AllowedUrls None { get; } = new([]);

    public static bool TryParse(string? text, out AllowedUrls allowed)
    {
        var entries = (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var rules = entries.Select(Rule).ToList();
        allowed = new(rules);
        return rules.All(rule => WebHostOf(rule.Host));
    }

    public bool Allows(Uri url) =>
        url.Scheme is "https" or "http" && url.UserInfo.Length == 0 && _rules.Any(rule => Covers(rule, url));

    /// <summary>Whether an entry with a path covers the address: it was meant, and not only its host.</summary>
    public bool Lists(Uri url) => Allows(url) && _rules.Any(rule => rule.Path.Trim('/').Length > 0 && Covers(rule, url));

    private static (string Host, string Path) Rule(string entry)
    {
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (entry.ToLowerInvariant(), "/") : (entry[..slash].ToLowerInvariant(), entry[slash..]);
    }

    private static bool WebHostOf(string host) =>
        Uri.TryCreate($"https://{Domain(host)}/", UriKind.Absolute, out var url)
        && url.Authority == Domain(host)
        && url.UserInfo.Length == 0;

    private static string Domain(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;

    private static bool Covers((string Host, string Path) rule, Uri url)
    {
        var host = url.Authority.ToLowerInvariant();
        var isHost = rule.Host.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(rule.Host[1..], StringComparison.Ordinal) && host.Length > rule.Host.Length - 1
            : host == rule.Host;
        var folder = rule.Path.TrimEnd('/') + "/";
        return isHost
            && (url.AbsolutePath == rule.Path || url.AbsolutePath.StartsWith(folder, StringComparison.Ordinal))
            && !url.AbsolutePath.Contains("%2e", StringComparison.OrdinalIgnoreCase);
    }
}
