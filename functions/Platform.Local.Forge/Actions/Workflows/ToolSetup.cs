using System.Diagnostics;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>A <c>setup-*</c> action, satisfied by what this machine has; its log says which version that is.</summary>
internal sealed record ToolSetup(string Action, string Executable, string VersionInput)
{
    private static readonly ToolSetup[] Known =
    [
        new("actions/setup-node", "node", "node-version"),
        new("actions/setup-python", "python3", "python-version"),
        new("actions/setup-dotnet", "dotnet", "dotnet-version"),
        new("actions/setup-go", "go", "go-version"),
        new("actions/setup-java", "java", "java-version"),
    ];

    public static ToolSetup? Find(string action) => Array.Find(Known, tool => tool.Action == action);

    public string? WhyNot() => Path() is null ? $"it needs {Executable}, which this machine does not have" : null;

    public string? Path() => FindExecutable(Executable);

    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path()!, Executable == "go" ? "version" : "--version")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        return (output.Length > 0 ? output : await errors).Split('\n')[0].Trim();
    }

    public static string? FindExecutable(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
            .FirstOrDefault(File.Exists);
}
