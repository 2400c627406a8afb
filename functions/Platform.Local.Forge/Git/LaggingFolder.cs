using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Git;

/// <summary>A bare repository for git to serve that has the branches and tags of a while ago and borrows all objects.</summary>
internal sealed class LaggingFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("forge-replica-");

    public LaggingFolder(Repository lagging)
    {
        var source = lagging.Git.Path;
        _folder.CreateSubdirectory("refs/heads");
        _folder.CreateSubdirectory("objects/info");
        File.Copy(System.IO.Path.Combine(source, "config"), InFolder("config"));
        File.WriteAllText(InFolder("HEAD"), $"ref: refs/heads/{lagging.Data.DefaultBranch}\n");
        File.WriteAllText(InFolder("objects/info/alternates"), System.IO.Path.Combine(source, "objects") + "\n");
        File.WriteAllLines(InFolder("packed-refs"), lagging.Git.Refs.All().Select(pair => $"{pair.Value} {pair.Key}"));
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    private string InFolder(string path) => System.IO.Path.Combine(Path, path);
}
