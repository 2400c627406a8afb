using System.Security.Cryptography;

namespace Platform.Core.Primitives;

/// <summary>SHA-256 as 64 lower-case hex digits: the name of a body in content-addressed storage.</summary>
public static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Of(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));
}
