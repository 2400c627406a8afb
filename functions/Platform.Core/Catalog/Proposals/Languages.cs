using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Proposals;

/// <summary>The language that most of a folder is written in, by the endings of its files.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".c"] = "c",
        [".cc"] = "c++",
        [".clj"] = "clojure",
        [".cpp"] = "c++",
        [".cs"] = "c#",
        [".dart"] = "dart",
        [".ex"] = "elixir",
        [".exs"] = "elixir",
        [".fs"] = "f#",
        [".go"] = "go",
        [".hs"] = "haskell",
        [".java"] = "java",
        [".js"] = "javascript",
        [".jsx"] = "javascript",
        [".kt"] = "kotlin",
        [".mjs"] = "javascript",
        [".php"] = "php",
        [".ps1"] = "powershell",
        [".py"] = "python",
        [".rb"] = "ruby",
        [".rs"] = "rust",
        [".scala"] = "scala",
        [".sh"] = "shell",
        [".swift"] = "swift",
        [".tf"] = "hcl",
        [".ts"] = "typescript",
        [".tsx"] = "typescript",
        [".vue"] = "vue",
    };

    private static readonly string[] Foreign = ["node_modules/", "vendor/", "dist/", "third_party/", ".min."];

    /// <returns>As a tag; null when no file has a known ending.</returns>
    public static string? Of(IEnumerable<TreeFile> files) => files
        .Where(file => !Foreign.Any(part => file.Path.Contains(part, StringComparison.Ordinal)))
        .Select(file => (Language: ByEnding.GetValueOrDefault(Path.GetExtension(file.Path)), file.Size))
        .Where(one => one.Language is not null)
        .GroupBy(one => one.Language!)
        .OrderByDescending(same => same.Sum(one => one.Size)).ThenBy(same => same.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;
}
