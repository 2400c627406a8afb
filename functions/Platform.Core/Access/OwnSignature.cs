using System.Globalization;
using Platform.Core.Scaffolding.Actions.Http;

namespace Platform.Core.Access;

/// <summary>How the platform signs what it sends to others: the key makes every call one that may be repeated.</summary>
public static class OwnSignature
{
    public const string Version = "v1";
    public const string Header = "Platform-Signature";
    public const string TimestampHeader = "Platform-Timestamp";

    /// <summary>Of a JSON body.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(
        string secret, string key, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        return
        [
            new("Content-Type", "application/json"),
            new(IdempotencyKeys.Header, key),
            new(TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture)),
            new(Header, TimedSignature.Of(Version, secret, timestamp, body)),
        ];
    }
}
