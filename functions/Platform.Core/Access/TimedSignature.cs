using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Core.Access;

/// <summary>
/// A signature over a time and a body's raw bytes: the version, <c>=</c>, and the HMAC-SHA256 of <c>VERSION:TIMESTAMP:BODY</c> in
/// hex. Slack's version is <c>v0</c>; the platform's own is <c>v1</c>.
/// </summary>
public static class TimedSignature
{
    /// <summary>How far a request's time may be from ours, in both directions.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of the secrets made it; each is tried, in constant time. No secret verifies nothing.</summary>
    public static bool IsValid(
        string version, IReadOnlyList<string> secrets, long timestamp, ReadOnlySpan<byte> body, string? header)
    {
        var given = Encoding.ASCII.GetBytes(header ?? string.Empty);
        var valid = false;
        foreach (var secret in secrets)
        {
            valid |= CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Of(version, secret, timestamp, body)), given);
        }

        return valid;
    }

    /// <summary>A whole number of seconds, and nothing else.</summary>
    public static bool TryReadTimestamp(string? header, out long timestamp) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out timestamp) && timestamp < 100_000_000_000;

    public static bool IsFresh(long timestamp, DateTimeOffset now) =>
        (now - DateTimeOffset.FromUnixTimeSeconds(timestamp)).Duration() <= Window;

    public static string Of(string version, string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version}:{timestamp}:")));
        hash.AppendData(body);
        return $"{version}={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
