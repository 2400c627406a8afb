namespace Platform.Local.Tests.Supervisor;

/// <summary>A directory with a <c>node</c> and an <c>npm</c> of our own making, to be the whole search path.</summary>
internal sealed class FakeNode : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-node-");

    public FakeNode(string? node = "echo v22.0.0", string? npm = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        Write("node", node);
        Write("npm", npm);
        Parent = _folder.CreateSubdirectory("installs").FullName;
        Manifest = _folder.CreateSubdirectory("manifest").FullName;
        File.WriteAllText(Path.Combine(Manifest, "package.json"), "{}");
        File.WriteAllText(Path.Combine(Manifest, "package-lock.json"), "{}");
    }

    public string SearchPath => _folder.FullName;

    public string Parent { get; }

    public string Manifest { get; }

    /// <summary>A line for each time that npm ran, if its script writes one.</summary>
    public string Calls => Path.Combine(_folder.FullName, "calls");

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string? script)
    {
        if (script is not null && !OperatingSystem.IsWindows())
        {
            var path = Path.Combine(SearchPath, name);
            File.WriteAllText(path, $"#!/bin/sh\nhere=\"{SearchPath}\"\n{script}\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
