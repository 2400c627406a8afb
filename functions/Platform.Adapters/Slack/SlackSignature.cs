using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Adapters.Slack;

/// <summary>
/// Slack's signature, version 0: <c>v0=</c> and the HMAC-SHA256 of <c>v0:TIMESTAMP:BODY</c> in hex, over the body's raw bytes.
/// </summary>
public static class SlackSignature
{
    public const string Header = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>How far a request's time may be from ours, in both directions.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Prefix = "v0=";

    /// <summary>
    /// Whether one of the secrets made it; every secret is tried, in constant time. No secret verifies
    /// nothing.
    /// </summary>
    public static bool IsValid(IReadOnlyList<string> secrets, long timestamp, ReadOnlySpan<byte> body, string? header)
    {
        var given = Encoding.ASCII.GetBytes(header ?? string.Empty);
        var valid = false;
        foreach (var secret in secrets)
        {
            valid |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, timestamp, body)), given);
        }

        return valid;
    }

    /// <summary>The timestamp as Slack writes it: a whole number of seconds, and nothing else.</summary>
    public static bool TryReadTimestamp(string? header, out long timestamp) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out timestamp) && timestamp < 100_000_000_000;

    public static bool IsFresh(long timestamp, DateTimeOffset now) =>
        (now - DateTimeOffset.FromUnixTimeSeconds(timestamp)).Duration() <= Window;

    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"v0:{timestamp}:")));
        hash.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
