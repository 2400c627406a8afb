using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>
/// Says for which call a callback speaks. It is bound to the action's secret, so that one service can't report for another, and
/// it alone proves nothing: the body is signed, too.
/// </summary>
/// <param name="Step">The step's id, for the log.</param>
public sealed record CallbackToken(TaskId Task, int Run, string Step, string Key, string Action, int Version)
{
    private static ReadOnlySpan<byte> Purpose => "remote-action-callback\n"u8;

    public RemoteCallId Call => new(Task.Value, Run, Key);

    public string Write(string secret)
    {
        var payload = Encoding.UTF8.GetBytes(PlatformJson.Serialize(this));
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(Sign(secret, payload))}";
    }

    /// <summary>Reads what a token says. Nothing of it is true before <see cref="IsSignedBy"/> says so.</summary>
    public static CallbackToken? Read(string text)
    {
        try
        {
            return text.Length <= 4096 && text.Split('.') is [var payload, _]
                ? PlatformJson.Deserialize<CallbackToken>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)))
                : null;
        }
        catch (Exception refused) when (refused is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    public static bool IsSignedBy(string secret, string text)
    {
        try
        {
            return text.Split('.') is [var payload, var signature]
                && CryptographicOperations.FixedTimeEquals(
                    Sign(secret, Base64Url.DecodeFromChars(payload)), Base64Url.DecodeFromChars(signature));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Sign(string secret, byte[] payload) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Purpose, .. payload]);
}
