using Platform.Core.Access;

namespace Platform.Adapters.Slack;

/// <summary>Slack's signature, version 0 of a <see cref="TimedSignature"/>.</summary>
public static class SlackSignature
{
    public const string Header = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    private const string Version = "v0";

    public static bool IsValid(IReadOnlyList<string> secrets, long timestamp, ReadOnlySpan<byte> body, string? header) =>
        TimedSignature.IsValid(Version, secrets, timestamp, body, header);

    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body) =>
        TimedSignature.Of(Version, secret, timestamp, body);
}
