using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Architecture;

/// <summary>The C# sources of the repository.</summary>
internal static class SourceTree
{
    public static IEnumerable<SourceFile> Under(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories))
        .Select(path => new SourceFile(
            Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'), File.ReadAllLines(path)));
}

internal sealed record SourceFile(string Path, string[] Lines)
{
    public override string ToString() => Path;
}
