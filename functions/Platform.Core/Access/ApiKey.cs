using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Access;

/// <summary>
/// An API key as its holder presents it: <c>pfk_&lt;id&gt;_&lt;secret&gt;</c>. The prefix lets secret scanners find a leaked
/// one, the id finds its row, the secret is 256 random bits. Only <see cref="SecretHash"/> is stored.
/// </summary>
public sealed class ApiKey
{
    public const string Requirements = "pfk_<16 hex digits>_<64 hex digits>";

    private const string Prefix = "pfk_";
    private const int IdLength = 16;
    private const int SecretLength = 64;

    private readonly string _secret;

    private ApiKey(string id, string secret)
    {
        Id = id;
        _secret = secret;
    }

    public string Id { get; }

    /// <summary>A plain SHA-256 is enough: a secret of 256 random bits can't be guessed from its hash.</summary>
    public string SecretHash => ContentHash.Of(_secret);

    /// <summary>The whole key, to be shown once to whoever asked for it. <see cref="ToString"/> does not give it away.</summary>
    public string Reveal() => $"{Prefix}{Id}_{_secret}";

    public static ApiKey Generate() =>
        new(
            RandomNumberGenerator.GetHexString(IdLength, lowercase: true),
            RandomNumberGenerator.GetHexString(SecretLength, lowercase: true));

    public static bool TryParse(string? text, [NotNullWhen(true)] out ApiKey? key)
    {
        key = null;
        if (text is null || text.Length != Prefix.Length + IdLength + 1 + SecretLength
            || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '_')
        {
            return false;
        }

        var id = text.Substring(Prefix.Length, IdLength);
        var secret = text[(Prefix.Length + IdLength + 1)..];
        if (!IsLowerHex(id) || !IsLowerHex(secret))
        {
            return false;
        }

        key = new(id, secret);
        return true;
    }

    /// <summary>Compares in constant time, so that the duration tells nothing about the stored hash.</summary>
    public bool Matches(string secretHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SecretHash), Encoding.ASCII.GetBytes(secretHash));

    public override string ToString() => $"{Prefix}{Id}_…";

    private static bool IsLowerHex(string text) => text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
