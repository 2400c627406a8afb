using Platform.Functions.Cli;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Drift;

/// <summary>Scorecards are tried on made-up subjects before anybody is judged by them.</summary>
public sealed class ScorecardTestCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scorecards");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Scorecards => Path.Combine(RepositoryRoot.Path, "examples", "scorecards", "golden-path.yaml");

    private static string Fixtures => Path.Combine(RepositoryRoot.Path, "examples", "scorecards", "fixtures.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_example_holds()
    {
        var run = await CommandProcess.RunAsync(Cancel, "drift", "test", Scorecards, "--fixtures", Fixtures, "--json");

        Assert.Equal(ExitCode.Fine, run.Status);
        var report = Assert.Single(run.Lines);
        Assert.True((bool)report["holds"]!);
        Assert.Equal(["bronze", "silver", "bronze"], report["fixtures"]!.AsArray().Select(one => (string)one!["level"]!));
    }

    [Fact]
    public async Task Each_difference_is_told_where_it_was_expected_with_the_rules_in_the_way()
    {
        var file = await WrittenAsync(text => text.Replace("level: bronze\n      score: 0.75", "level: silver\n      score: 1"));

        var run = await CommandProcess.RunAsync(Cancel, "drift", "test", Scorecards, "--fixtures", file);

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        // What is indented says more of the line above.
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != ' ').ToList();
        Assert.Equal(2, lines.Count);
        Assert.StartsWith($"{file}:10:", lines[0], StringComparison.Ordinal);
        Assert.Contains("expected level silver, found bronze (docs-missing Failed)", lines[0], StringComparison.Ordinal);
        Assert.Contains("expected score 1, found 0.75", lines[1], StringComparison.Ordinal);
        Assert.Contains("3 fixtures, 1 differ", run.Prose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_fixtures_are_told_at_once_and_nothing_is_judged()
    {
        var file = await WrittenAsync(text => text.Replace("docs-missing: failed", "docs-missing: bad")
            .Replace("docs-missing: exempt", "link-dead: passed").Replace("atMost: silver", "atMost: platinum"));

        var run = await CommandProcess.RunAsync(Cancel, "drift", "test", Scorecards, "--fixtures", file, "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        var report = Assert.Single(run.Lines);
        Assert.Empty(report["fixtures"]!.AsArray());
        Assert.Equal(3, report["errors"]!.AsArray().Count);
        Assert.All(report["errors"]!.AsArray(), error => Assert.True((int)error!["line"]! > 1));
    }

    [Fact]
    public async Task Without_fixtures_or_without_their_file_it_is_said_what_is_missing()
    {
        var usage = await CommandProcess.RunAsync(Cancel, "drift", "test", Scorecards);
        var missing = await CommandProcess.RunAsync(Cancel, "drift", "test", Scorecards, "--fixtures", "no-such-file.yaml");

        Assert.Equal((ExitCode.Usage, ExitCode.EnvironmentAtFault), (usage.Status, missing.Status));
        Assert.Contains("--fixtures", usage.Prose, StringComparison.Ordinal);
        Assert.Contains("no-such-file.yaml", missing.Prose, StringComparison.Ordinal);
    }

    private async Task<string> WrittenAsync(Func<string, string> change)
    {
        var (file, text) = (Path.Combine(_folder.FullName, "fixtures.yaml"), await File.ReadAllTextAsync(Fixtures, Cancel));
        var changed = change(text.ReplaceLineEndings("\n"));
        Assert.NotEqual(text, changed);
        await File.WriteAllTextAsync(file, changed, Cancel);
        return file;
    }
}
