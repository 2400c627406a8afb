namespace Platform.TestKit.Services;

/// <summary>Where the sources are, found from the test assembly upwards.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>The folder of reference data beside the repository; null where only the repository was cloned.</summary>
    public static string? Shared { get; } = FindShared();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Platform.Functions.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No Platform.Functions.sln above {AppContext.BaseDirectory}.");
    }

    private static string? FindShared()
    {
        var shared = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared"));
        return Directory.Exists(shared) ? shared : null;
    }
}
