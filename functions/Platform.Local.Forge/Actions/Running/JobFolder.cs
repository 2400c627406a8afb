namespace Platform.Local.Forge.Actions.Running;

/// <summary>A job's own clean directory: the workspace, a home, a temporary folder and the files steps speak through.</summary>
internal sealed class JobFolder : IDisposable
{
    private readonly string _root;

    public JobFolder(string root)
    {
        _root = root;
        foreach (var folder in new[] { Workspace, Home, Temp, Tools, Path.Combine(_root, "files") })
        {
            Directory.CreateDirectory(folder);
        }

        HostEnvironment.AddAliases(Tools);
    }

    public string Workspace => Path.Combine(_root, "work");

    public string Home => Path.Combine(_root, "home");

    public string Temp => Path.Combine(_root, "temp");

    public string Tools => Path.Combine(_root, "tools");

    public string EventFile => Path.Combine(_root, "files", "event.json");

    public string CommandFile(int step, string name) =>
        Path.Combine(_root, "files", FormattableString.Invariant($"{step}-{name}"));

    /// <summary>A path inside the workspace; null for one that leads out of it.</summary>
    public string? Inside(string? path)
    {
        var full = Path.GetFullPath(Path.Combine(Workspace, path ?? "."));
        return full == Workspace || full.StartsWith(Workspace + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : null;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // A process that left its group may still write here; the next start of the forge clears all job folders.
        }
    }
}
