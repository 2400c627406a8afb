using System.Diagnostics;
using Xunit;

namespace Platform.TestKit.Forge;

/// <summary>The real git in an empty folder, without the configuration of whoever runs the tests.</summary>
public sealed class GitDriver : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("git-").FullName;

    public async Task<(int Status, string Output)> TryAsync(params string[] arguments)
    {
        string[] identity =
        [
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.org",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "credential.helper=",
        ];
        var start = new ProcessStartInfo("git", [.. identity, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }

    public async Task<string> RunAsync(params string[] arguments)
    {
        var (status, output) = await TryAsync(arguments);
        return status == 0
            ? output.Trim()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {output}");
    }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
