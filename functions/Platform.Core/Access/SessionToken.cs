using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Platform.Core.Primitives;

namespace Platform.Core.Access;

public enum SessionKind
{
    /// <summary>Kept by a browser in a cookie, for hours.</summary>
    Browser,

    /// <summary>The code of a link, for minutes and once: it opens a browser's session.</summary>
    Link,
}

/// <summary>
/// 256 random bits that stand for an API key for some time, so that neither a browser nor an address ever holds the key. Only
/// <see cref="Hash"/> is stored.
/// </summary>
public sealed record SessionToken
{
    private const int SecretLength = 64;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string _text;

    private SessionToken(SessionKind kind, string text)
    {
        Kind = kind;
        _text = text;
    }

    public SessionKind Kind { get; }

    public string Hash => ContentHash.Of(_text);

    /// <summary>For whoever is to hold it; <see cref="ToString"/> does not give it away.</summary>
    public string Reveal() => _text;

    public static SessionToken Generate(SessionKind kind) =>
        new(kind, Prefix(kind) + RandomNumberGenerator.GetHexString(SecretLength, lowercase: true));

    public static bool TryParse(string? text, SessionKind kind, [NotNullWhen(true)] out SessionToken? token)
    {
        var prefix = Prefix(kind);
        var isToken = text is not null && text.Length == prefix.Length + SecretLength
            && text.StartsWith(prefix, StringComparison.Ordinal)
            && text.AsSpan(prefix.Length).IndexOfAnyExcept(LowerHex) < 0;
        token = isToken ? new(kind, text!) : null;
        return isToken;
    }

    public override string ToString() => $"{Prefix(Kind)}…";

    // Prefixes let secret scanners find a leaked one.
    private static string Prefix(SessionKind kind) => kind == SessionKind.Link ? "pfl_" : "pfs_";
}
