using System.Diagnostics;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Tests.Scaffolding;

/// <summary>git itself says what is right.</summary>
public sealed class IgnoreRulesTests : IDisposable
{
    private static readonly string[] Names = ["a", "b.log", "ab.txt", "build", ".env", "x y", "c#", "keep.log", "[z]"];

    private readonly string _folder = Directory.CreateTempSubdirectory("ignore-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("*.log\n!keep.log", "")]
    [InlineData("/build/\nbuild", "!a")]
    [InlineData("build/*\n!build/keep.log", "*.log")]
    [InlineData("**/a", "")]
    [InlineData("build/**", "")]
    [InlineData("a/**/b.log", "")]
    [InlineData("# comment\n\n\\#x\nx\\ y\n.env ", "")]
    [InlineData("[ab]*.txt\n?#\n[!a]", "")]
    [InlineData("a/\n!a", "b.log")]
    [InlineData("*\n!*/\n!keep.log", "")]
    [InlineData("/*\n!/build", "")]
    [InlineData("\\[z\\]", "*.log\r\n")]
    public void It_ignores_what_git_ignores(string root, string inBuild)
    {
        List<string> paths = [.. Names.Where(name => name != "build")];
        paths.AddRange(Names.Select(name => $"build/{name}"));
        paths.AddRange(Names.Select(name => $"src/deep/{name}"));
        paths.AddRange(["a2/a/b.log", "a2/x/b.log"]);
        (string Path, string Text)[] files = [(".gitignore", root), ("build/.gitignore", inBuild)];
        var rules = new IgnoreRules(files.Where(file => file.Text.Length > 0));
        Run("init", "-q");
        foreach (var (path, text) in files.Concat(paths.Select(path => (path, ""))).Where(file => file.Item1 != "build"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
            File.WriteAllText(Path.Combine(_folder, path), text);
        }

        var kept = Run("ls-files", "--others", "--exclude-standard", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            kept.Where(path => !path.EndsWith(".gitignore", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            paths.Where(path => !rules.IsIgnored(path)).Order(StringComparer.Ordinal));
    }

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
