namespace Platform.TestKit.Browser;

/// <summary>The machine's own browser; nothing is downloaded for tests.</summary>
public static class Chromium
{
    public const string Missing =
        "There is no Chromium on this machine (Debian's package chromium, or its path in CHROMIUM): "
        + "pages were not tried in a browser.";

    /// <value>Null where there is none.</value>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        string[] names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator);
        return names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
