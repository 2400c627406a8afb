namespace Platform.Functions.Cli.Doctor;

/// <summary>What the doctor knows about where it runs; tests give it another machine.</summary>
/// <param name="SearchPath">As the environment's PATH.</param>
/// <param name="SettingsFile">Where <c>local.settings.json</c> would be.</param>
internal sealed record Machine(string SearchPath, string SettingsFile)
{
    public static Machine Current { get; } = new(
        Environment.GetEnvironmentVariable("PATH") ?? string.Empty,
        Path.Combine(AppContext.BaseDirectory, "local.settings.json"));

    /// <summary>Where a program is; null when it is not on the path.</summary>
    public string? Find(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];
        return SearchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
