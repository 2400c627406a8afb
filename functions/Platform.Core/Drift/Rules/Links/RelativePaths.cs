namespace Platform.Core.Drift.Rules.Links;

internal static class RelativePaths
{
    /// <param name="file">What the folder is relative to.</param>
    /// <returns>With its trailing slash, empty for the root; null when it leaves the repository.</returns>
    public static string? Resolve(string file, string folder)
    {
        var parts = new List<string>(file.Split('/')[..^1]);
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Concat(parts.Select(part => $"{part}/"));
    }
}
