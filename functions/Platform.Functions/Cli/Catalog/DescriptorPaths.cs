namespace Platform.Functions.Cli.Catalog;

/// <summary>The descriptors that a command's paths mean.</summary>
internal static class DescriptorPaths
{
    private static readonly EnumerationOptions Here = new()
    {
        // Hidden folders hold what tools write, and a link may lead back up.
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>Files as they are; of a folder every YAML file below it. None is a usage error.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths, string usage) =>
        CommandPaths.Find(paths, In, "YAML file", usage);

    private static IEnumerable<string> In(string folder)
    {
        var own = Directory.EnumerateFiles(folder, "*", Here).Where(IsYaml).Order(StringComparer.Ordinal);
        var below = Directory.EnumerateDirectories(folder, "*", Here)
            .Where(inner => Path.GetFileName(inner) != "node_modules")
            .Order(StringComparer.Ordinal)
            .SelectMany(In);
        return own.Concat(below);
    }

    private static bool IsYaml(string file) => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml";
}
