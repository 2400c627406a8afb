using System.Security.Cryptography;
using System.Text;

namespace Platform.Core.Access;

/// <summary>
/// PagerDuty's <c>X-PagerDuty-Signature</c>: <c>v1=</c> and the HMAC-SHA256 of the raw body in hex, once for each secret that is
/// good for now, with commas between.
/// </summary>
public static class PagerDutySignature
{
    public const string Header = "X-PagerDuty-Signature";

    private const string Prefix = "v1=";

    /// <summary>No more are looked at: a rotation has two.</summary>
    private const int MostSignatures = 10;

    /// <summary>
    /// Whether a secret made one of the signatures; all are tried, in constant time. No secret verifies nothing.
    /// </summary>
    public static bool IsValid(IReadOnlyList<string> secrets, ReadOnlySpan<byte> body, string? header)
    {
        var given = (header ?? string.Empty).Split(',', MostSignatures + 1, StringSplitOptions.TrimEntries)
            .Take(MostSignatures).Where(text => text.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(Encoding.ASCII.GetBytes).ToList();
        var valid = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            var expected = Encoding.ASCII.GetBytes(Of(secret, body));
            foreach (var signature in given)
            {
                valid |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return valid;
    }

    public static string Of(string secret, ReadOnlySpan<byte> body) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
