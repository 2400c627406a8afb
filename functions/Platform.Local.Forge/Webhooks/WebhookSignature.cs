using System.Security.Cryptography;
using System.Text;

namespace Platform.Local.Forge.Webhooks;

/// <summary>The value of <c>X-Hub-Signature-256</c>.</summary>
internal static class WebhookSignature
{
    public static string Of(string secret, byte[] body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}
