using System.Security.Cryptography;

namespace Platform.Functions.Cli.Metrics.Sending;

/// <summary>A file is the same when its content is.</summary>
internal static class FileIdentity
{
    public static async Task<string> OfAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }
}
