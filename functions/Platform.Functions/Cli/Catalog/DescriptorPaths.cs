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
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths, string usage)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                found.Add(path);
            }
            else if (Directory.Exists(path))
            {
                found.AddRange(In(path));
            }
            else
            {
                throw new CommandException(ExitCode.Usage, $"There is no file or folder '{path}'.\n{usage}");
            }
        }

        return found.Count > 0 ? found
            : throw new CommandException(ExitCode.Usage, $"There is no YAML file below {string.Join(", ", paths)}.\n{usage}");
    }

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
