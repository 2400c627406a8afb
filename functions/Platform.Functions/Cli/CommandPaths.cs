namespace Platform.Functions.Cli;

/// <summary>The files that a command's paths mean.</summary>
internal static class CommandPaths
{
    /// <summary>Files as they are; of a folder what <paramref name="within"/> finds in it. None is a usage error.</summary>
    /// <param name="what">What is looked for, without an article.</param>
    public static IReadOnlyList<string> Find(
        IReadOnlyList<string> paths, Func<string, IEnumerable<string>> within, string what, string usage)
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
                found.AddRange(within(path));
            }
            else
            {
                throw new CommandException(ExitCode.Usage, $"There is no file or folder '{path}'.\n{usage}");
            }
        }

        return found.Count > 0 ? found
            : throw new CommandException(ExitCode.Usage, $"There is no {what} below {string.Join(", ", paths)}.\n{usage}");
    }
}
