using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Core.Primitives;

namespace Platform.Adapters.Slack;

/// <summary>
/// Whoever has a reply address can post to its channel, so it travels sealed: in queue messages, and thereby in the records of
/// messages that failed. The key comes from the signing secret, which only those who may send commands know anyway.
/// </summary>
public sealed class SlackReplyAddresses(IOptions<SlackOptions> options)
{
    public const string Refused = "chat-reply-address-refused";

    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals an address that may be posted to.</summary>
    public Result<string> Seal(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !SlackAddresses.IsAllowed(url, options.Value.ResponseHosts))
        {
            // The address itself is not repeated: it may be a good one of another platform.
            return new Problem(
                Refused, "The reply address leads to no host that the setting SlackResponseHosts allows.", "response_url",
                Expected: $"an https address on one of {string.Join(", ", options.Value.ResponseHosts)}");
        }

        var plain = Encoding.UTF8.GetBytes(url.AbsoluteUri);
        var sealedBytes = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(KeyOf(options.Value.SigningSecrets[0]), TagSize);
        cipher.Encrypt(
            sealedBytes.AsSpan(0, NonceSize), plain, sealedBytes.AsSpan(NonceSize, plain.Length), sealedBytes.AsSpan(^TagSize..));
        return Result<string>.Ok(Base64Url.EncodeToString(sealedBytes));
    }

    /// <summary>
    /// Opens what <see cref="Seal"/> sealed with any of the secrets that are configured now; the hosts are checked again.
    /// </summary>
    public bool TryOpen(string text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: > NonceSize + TagSize } sealedBytes)
        {
            return false;
        }

        foreach (var secret in options.Value.SigningSecrets)
        {
            var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
            using var cipher = new AesGcm(KeyOf(secret), TagSize);
            try
            {
                cipher.Decrypt(
                    sealedBytes.AsSpan(0, NonceSize),
                    sealedBytes.AsSpan(NonceSize, plain.Length),
                    sealedBytes.AsSpan(^TagSize..),
                    plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                continue;
            }

            return Uri.TryCreate(Encoding.UTF8.GetString(plain), UriKind.Absolute, out address)
                && SlackAddresses.IsAllowed(address, options.Value.ResponseHosts);
        }

        return false;
    }

    private static byte[] KeyOf(string secret) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "platform chat reply address"u8.ToArray());
}
