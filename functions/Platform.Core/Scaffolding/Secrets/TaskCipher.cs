using System.Security.Cryptography;
using System.Text;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>
/// AES-GCM with the key of one task. The task and a purpose are authenticated with every text: what was sealed for one can't be
/// opened as another. Nonces are random; a key seals some thousand texts at most, far from the 2^32 that 96 bits allow.
/// </summary>
public sealed class TaskCipher(TaskId task, byte[] key)
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public string Seal(string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(^TagBytes..), Bound(purpose));
        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String(bytes);
    }

    /// <returns>Null when the text was not sealed with this key, for this task and purpose.</returns>
    public string? Open(string purpose, string sealedText)
    {
        var bytes = new byte[sealedText.Length];
        if (!Convert.TryFromBase64String(sealedText, bytes, out var count) || count < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[count - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(
                bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(count - TagBytes, TagBytes),
                plain, Bound(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private byte[] Bound(string purpose) => Encoding.UTF8.GetBytes($"{task}\n{purpose}");
}
