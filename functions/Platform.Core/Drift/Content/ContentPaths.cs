namespace Platform.Core.Drift.Content;

/// <summary>What files are by their places and names.</summary>
internal static class ContentPaths
{
    private static readonly HashSet<string> ForeignFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "vendor", "third_party", "testdata", "tests", "__tests__", "fixtures", "examples", "example",
        "samples", "skeleton", "content",
    };

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    public static bool IsWorkflow(string path) => path.StartsWith(".github/workflows/", StringComparison.Ordinal) && IsYaml(path)
        && path.LastIndexOf('/') == ".github/workflows".Length;

    /// <summary>Other people's code, what tests and examples use, and what is copied into other repositories.</summary>
    public static bool IsForeign(string path) => path.Split('/')[..^1].Any(ForeignFolders.Contains);

    /// <summary>A descriptor that a template fills in first.</summary>
    public static bool IsSkeleton(string path, string text) =>
        path.Contains("{{", StringComparison.Ordinal)
        || (text.Contains("${{", StringComparison.Ordinal) && path.Split('/')[..^1].Any(one => one is "skeleton" or "content"))
        || text.Contains("{{cookiecutter", StringComparison.Ordinal) || text.Contains("{{ cookiecutter", StringComparison.Ordinal)
        || text.Contains("${{ values.", StringComparison.Ordinal) || text.Contains("${{values.", StringComparison.Ordinal);

    public static bool IsDocs(string path)
    {
        var name = NameOf(path);
        return path.StartsWith("docs/", StringComparison.OrdinalIgnoreCase)
            || path.Contains("/docs/", StringComparison.OrdinalIgnoreCase)
            || name is "mkdocs.yml" or "mkdocs.yaml"
            || (!path.Contains('/') && name.StartsWith("README", StringComparison.OrdinalIgnoreCase));
    }
}
