using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>One object as git stores it: <c>blob</c>, <c>tree</c>, <c>commit</c> or <c>tag</c> and its bytes.</summary>
internal sealed record GitObject(string Type, byte[] Content)
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public string Sha => Convert.ToHexStringLower(Hash());

    public byte[] Header => Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Type} {Content.Length}\0"));

    /// <summary>Forty lower-case hex digits.</summary>
    public static bool IsSha(string? text) => text is { Length: 40 } && !text.AsSpan().ContainsAnyExcept(Hex);

#pragma warning disable CA5350 // The object format of git is SHA-1.
    private byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Header);
        hash.AppendData(Content);
        return hash.GetHashAndReset();
    }
#pragma warning restore CA5350
}
