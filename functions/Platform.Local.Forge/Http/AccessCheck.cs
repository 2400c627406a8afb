using System.Security.Cryptography;
using System.Text;

namespace Platform.Local.Forge.Http;

/// <summary>Compares tokens in constant time and lets only requests through that were meant for this machine.</summary>
internal sealed class AccessCheck(ForgeOptions options)
{
    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes(options.Token));

    /// <summary>Keeps web pages that a browser shows from reaching the forge under a name of theirs.</summary>
    public static bool IsLocal(HttpRequest request) => request.Host.Host is "127.0.0.1" or "localhost";

    /// <summary>Null when the request carries the token.</summary>
    public Answer? Refuse(HttpContext context) =>
        Presented(context.Request) switch
        {
            null => Answer.Error(401, "Requires authentication"),
            var token when IsToken(token) => null,
            _ => Answer.Error(401, "Bad credentials"),
        };

    public bool IsToken(string presented) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), _token);

    /// <summary>From <c>Bearer</c>, <c>token</c> or, as git sends it, the password of <c>Basic</c>.</summary>
    private static string? Presented(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        return parts switch
        {
            [var scheme, var value]
                when scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase)
                    || scheme.Equals("token", StringComparison.OrdinalIgnoreCase) => value,
            [var scheme, var value] when scheme.Equals("basic", StringComparison.OrdinalIgnoreCase) => Password(value),
            _ => null,
        };
    }

    private static string? Password(string encoded)
    {
        var buffer = new byte[encoded.Length];
        return
            Convert.TryFromBase64String(encoded, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [_, var password]
            ? password
            : null;
    }
}
