namespace Platform.Functions.Cli.Templates;

/// <summary>The templates that a command's paths mean.</summary>
internal static class TemplatePaths
{
    private static readonly string[] Names = ["template.yaml", "template.yml"];

    // What a template copies is no template of this folder's.
    private static readonly string[] Skipped = ["skeleton", "skeletons", "content", "node_modules", ".git", "bin", "obj"];

    /// <summary>Files as they are; of a folder every template below it. None is a usage error.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths, string usage) =>
        CommandPaths.Find(paths, In, "template", usage);

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
