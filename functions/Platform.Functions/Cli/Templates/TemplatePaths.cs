namespace Platform.Functions.Cli.Templates;

/// <summary>The templates that a command's paths mean.</summary>
internal static class TemplatePaths
{
    private static readonly string[] Names = ["template.yaml", "template.yml"];

    // What a template copies is no template of this folder's.
    private static readonly string[] Skipped = ["skeleton", "skeletons", "content", "node_modules", ".git", "bin", "obj"];

    /// <summary>Files as they are; of a folder every template below it. None is a usage error.</summary>
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
            : throw new CommandException(ExitCode.Usage, $"There is no template below {string.Join(", ", paths)}.\n{usage}");
    }

    private static IEnumerable<string> In(string folder)
    {
        var own = Names.Select(name => Path.Combine(folder, name)).Where(File.Exists);
        var below = Directory.EnumerateDirectories(folder)
            .Where(inner => !Skipped.Contains(Path.GetFileName(inner)) && new DirectoryInfo(inner).LinkTarget is null)
            .Order(StringComparer.Ordinal)
            .SelectMany(In);
        return own.Concat(below);
    }
}
