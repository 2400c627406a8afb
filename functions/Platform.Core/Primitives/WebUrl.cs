namespace Platform.Core.Primitives;

/// <summary>
/// Whether a text is an absolute URL as browsers and Node read it (the WHATWG standard), which differs from
/// <see cref="Uri"/>: <c>/path</c> is none, <c>https://${{x}}.example.com</c> is one.
/// </summary>
public static class WebUrl
{
    private static readonly string[] Special = ["http", "https", "ws", "wss", "ftp"];

    public static bool IsAbsolute(string text)
    {
        var url = Cleaned(text);
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !IsScheme(url.AsSpan(0, colon)))
        {
            return false;
        }

        var scheme = url[..colon].ToLowerInvariant();
        var rest = url[(colon + 1)..];
        return scheme == "file" ? IsFile(rest)
            : Special.Contains(scheme) ? IsAuthority(rest.TrimStart('/', '\\'), @"/\?#", WebHost.IsDomain, mayBeEmpty: false)
            : !rest.StartsWith("//", StringComparison.Ordinal)
                || IsAuthority(rest[2..], "/?#", WebHost.IsOpaque, mayBeEmpty: true);
    }

    private static string Cleaned(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        var trimmed = text[start..end];
        return trimmed.AsSpan().IndexOfAny('\t', '\n', '\r') < 0
            ? trimmed
            : string.Concat(trimmed.Where(c => c is not ('\t' or '\n' or '\r')));
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }

    private static bool IsFile(string rest)
    {
        if (rest.Length < 2 || rest[0] is not ('/' or '\\') || rest[1] is not ('/' or '\\'))
        {
            return true;
        }

        var end = rest.AsSpan(2).IndexOfAny(@"/\?#");
        var host = end < 0 ? rest[2..] : rest.Substring(2, end);
        var isDrive = host is [var letter, ':' or '|'] && char.IsAsciiLetter(letter);
        return host.Length == 0 || isDrive || WebHost.IsDomain(host);
    }

    private static bool IsAuthority(string rest, string ends, Func<string, bool> isHost, bool mayBeEmpty)
    {
        var end = rest.AsSpan().IndexOfAny(ends);
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        var hostAndPort = authority[(at + 1)..];
        var colon = hostAndPort.IndexOf(':', hostAndPort.StartsWith('[') ? Math.Max(0, hostAndPort.IndexOf(']')) : 0);
        var host = colon < 0 ? hostAndPort : hostAndPort[..colon];
        if (host.Length == 0)
        {
            return mayBeEmpty && at < 0 && colon < 0;
        }

        return isHost(host) && (colon < 0 || IsPort(hostAndPort.AsSpan(colon + 1)));
    }

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        var port = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) || (port = (port * 10) + (c - '0')) > ushort.MaxValue)
            {
                return false;
            }
        }

        return true;
    }
}
