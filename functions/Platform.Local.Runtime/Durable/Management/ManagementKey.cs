using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>
/// The system key of the management endpoints: made on the first run, kept in the local directory in a file that only its
/// owner can read.
/// </summary>
internal sealed class ManagementKey
{
    private const string FileName = "durabletask.key";
    private const int Bytes = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private ManagementKey(string value) => Value = value;

    public string Value { get; }

    public static ManagementKey In(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new(File.Exists(path) ? Read(path) : Make(path));
            }
            catch (IOException) when (waited < Patience)
            {
                // Another process makes it in this moment.
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>Takes as long for a wrong key as for the right one.</summary>
    public bool Matches(string? given) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Value));

    private static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        return reader.ReadToEnd() is { Length: > 0 } key ? key : throw new IOException($"{path} is empty.");
    }

    private static string Make(string path)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(key);
        return key;
    }
}
