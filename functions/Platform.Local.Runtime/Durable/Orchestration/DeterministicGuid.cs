using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>Name-based ids (RFC 9562, version 8 on SHA-256): the same inputs give the same id in every replay.</summary>
internal static class DeterministicGuid
{
    public static Guid Create(string instanceId, DateTime at, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{at:O}_{counter}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
