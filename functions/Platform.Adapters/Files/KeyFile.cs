using System.Security.Cryptography;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Adapters.Files;

/// <summary>
/// Wraps keys with one in a file that only its owner can read, for where there is no vault. The first use makes the file; who
/// loses it loses the secrets of the tasks that run.
/// </summary>
public sealed class KeyFile(string path) : IKeyWrap
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <value>In the profile of whoever runs the platform: not beside the app, and not where the storage is.</value>
    public static string Default => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "platform-functions", "task-secrets.key");

    public bool IsConfigured => true;

    public async Task<WrappedKey> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(cancellationToken);
        var bytes = new byte[NonceBytes + key.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(own, TagBytes);
        aes.Encrypt(
            bytes.AsSpan(0, NonceBytes), key.Span, bytes.AsSpan(NonceBytes, key.Length), bytes.AsSpan(^TagBytes..));
        return new(IdOf(own), bytes);
    }

    public async Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(cancellationToken);
        if (wrapped.KeyId != IdOf(own))
        {
            throw new InvalidOperationException(
                $"{path} holds another key than the one that the secrets were kept with; bring that file back.");
        }

        var key = new byte[wrapped.Value.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(own, TagBytes);
        aes.Decrypt(
            wrapped.Value.AsSpan(0, NonceBytes), wrapped.Value.AsSpan(NonceBytes, key.Length),
            wrapped.Value.AsSpan(^TagBytes..), key);
        return key;
    }

    private static string IdOf(byte[] key) => $"file:{Convert.ToHexStringLower(SHA256.HashData(key))[..16]}";

    private async Task<byte[]> OwnAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return File.Exists(path) ? await ReadAsync(cancellationToken) : Make();
            }
            catch (IOException) when (waited < Patience)
            {
                // Another process makes it in this moment.
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var key = await File.ReadAllBytesAsync(path, cancellationToken);
        return key.Length == TaskCipher.KeyBytes ? key : throw new IOException($"{path} does not hold a key.");
    }

    private byte[] Make()
    {
        var key = TaskCipher.NewKey();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(key);
        return key;
    }
}
