using System.Xml.Linq;
using Platform.Functions.Cli;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Templates;

public sealed class TemplateTestsTests : IDisposable
{
    private const string Values = "values: {name: orders, organization: acme}";

    private readonly TemplateFolder _folder = new TemplateFolder().WithService("svc");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cases_that_hold_pass_and_are_told_to_CI()
    {
        Cases(
            """
            - name: renders
              VALUES
              outputs: {publish: {remoteUrl: 'https://example.com/orders'}}
              expect:
                files: [README.md, '*.yaml']
                noFiles: ['**/*.njk']
                onlyFiles: ['*.md', catalog-info.yaml]
                contains: {README.md: '# orders', catalog-info.yaml: ['name: orders', Component]}
                notContains: {README.md: '${{'}
                paths: {catalog-info.yaml: {metadata.name: orders, 'spec["owner"]': team-a}}
                output: {'links[0].url': 'https://example.com/orders'}
                stubbed: ['publish:github', 'catalog:register']
              verify: ['test -f README.md', {run: grep -q orders README.md, timeoutSeconds: 60}]
            - name: refuses
              values: {name: A!}
              expect: {error: {code: schema-pattern, field: values.name}}
            """.Replace("VALUES", Values, StringComparison.Ordinal));
        var junit = Path.Combine(_folder.Path, "junit.xml");

        var run = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path, "--junit", junit, "--json");

        Assert.True(run.Status == ExitCode.Fine, run.Prose);
        Assert.Equal(["passed", "passed"], run.Lines.Select(line => (string?)line["outcome"]));
        Assert.Contains("[2/2] ok", run.Prose);
        var suites = XDocument.Load(junit).Root!;
        Assert.Equal(("2", "0"), ((string?)suites.Attribute("tests"), (string?)suites.Attribute("failures")));
    }

    [Theory]
    [InlineData("files: ['*.py']", "no file matches '*.py'")]
    [InlineData("noFiles: ['*.md']", "there is 'README.md'")]
    [InlineData("onlyFiles: ['*.md']", "there is 'catalog-info.yaml'")]
    [InlineData("contains: {README.md: nope}", "'README.md' does not contain 'nope'")]
    [InlineData("notContains: {README.md: orders}", "'README.md' contains 'orders'")]
    [InlineData("contains: {nope.md: a}", "there is no file 'nope.md'")]
    [InlineData("paths: {catalog-info.yaml: {metadata.name: other}}", "has \"orders\" at 'metadata.name', expected \"other\"")]
    [InlineData("paths: {catalog-info.yaml: {metadata.nope: 1}}", "has no 'metadata.nope'")]
    [InlineData("paths: {README.md: {a: 1}}", "can't be read as JSON or YAML")]
    [InlineData("output: {'links[0].title': Other}", "expected \"Other\"")]
    [InlineData("stubbed: []", "the actions not run were")]
    [InlineData("executable: [README.md]", "'README.md' is not executable")]
    [InlineData("error: {code: x}", "it rendered, expected the error")]
    [InlineData("snapshot: nope", "there is no snapshot")]
    public async Task An_expectation_that_does_not_hold_fails_the_case_with_a_sentence(string expect, string sentence)
    {
        Cases("- {name: one, " + Values + ", expect: {" + expect + "}}");

        var run = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path, "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Contains(sentence,
            Assert.Single(Assert.Single(run.Lines)["failures"]!.AsArray().Select(failure => (string)failure!)));
    }

    [Fact]
    public async Task A_command_that_fails_fails_the_case_and_shows_what_it_said()
    {
        Cases("- {name: one, " + Values + ", verify: ['echo broken here >&2; exit 3']}");

        var run = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path);
        var without = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path, "--no-verify");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Contains("ended with status 3", run.Output);
        Assert.Contains("broken here", run.Output);
        Assert.Equal(ExitCode.Fine, without.Status);
    }

    [Fact]
    public async Task A_snapshot_is_made_by_one_switch_and_compared_byte_by_byte()
    {
        Cases("- {name: one, " + Values + ", expect: {snapshot: snapshots/one}}");
        var readme = Path.Combine(_folder.Path, "svc/snapshots/one/README.md");

        var made = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path, "--update-snapshots");
        var same = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path);
        await File.AppendAllTextAsync(readme, "more\n", Cancel);
        var changed = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path);

        Assert.Equal((ExitCode.Fine, ExitCode.Fine, ExitCode.InputAtFault), (made.Status, same.Status, changed.Status));
        Assert.Contains("'README.md' differs from the snapshot at line 2", changed.Output);
    }

    [Theory]
    [InlineData("- {values: {}}", "name")]
    [InlineData("- {name: a, expects: {}}", "expects")]
    [InlineData("- {name: a, expect: {file: []}}", "file")]
    [InlineData("- {name: a}\n- {name: a}", "Two cases")]
    public async Task Tests_that_can_not_be_read_are_named_with_their_place(string cases, string part)
    {
        Cases(cases);

        var run = await CommandProcess.RunAsync(Cancel, "templates", "test", _folder.Path);

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Contains("template.tests.yaml:", run.Output);
        Assert.Contains(part, run.Output);
    }

    [Fact]
    public async Task A_command_whose_tools_are_missing_is_skipped_with_a_sentence_and_fails_in_CI()
    {
        Cases("- {name: one, " + Values + ", verify: [{run: 'exit 7', needs: 'no-such-tool --version'}, 'test -f README.md']}");
        string[] args = ["templates", "test", _folder.Path];

        var here = await CommandProcess.RunAsync(new() { ["CI"] = "" }, Cancel, args);
        var inCI = await CommandProcess.RunAsync(new() { ["CI"] = "true" }, Cancel, args);

        const string Sentence = "verify 'exit 7' was not run: it needs 'no-such-tool --version', which fails on this machine";
        Assert.Equal((ExitCode.Fine, ExitCode.InputAtFault), (here.Status, inCI.Status));
        Assert.Contains(Sentence, here.Output);
        Assert.Contains(Sentence, inCI.Output);
    }

    /// <summary>Their own builds and tests included, where this machine has what those need; in CI it must.</summary>
    [Fact]
    public async Task The_golden_paths_pass_their_tests()
    {
        // Debian's packages belong to Debian's own Python, which need not be the first on the PATH.
        var path = $"/usr/bin{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        var run = await CommandProcess.RunAsync(
            OperatingSystem.IsWindows() ? [] : new() { ["PATH"] = path },
            Cancel,
            "templates", "test", Path.Combine(RepositoryRoot.Path, "templates"), "--json");

        Assert.True(run.Status == ExitCode.Fine, run.Output + run.Prose);
        Assert.Equal(8, run.Lines.Count);
        Assert.All(run.Lines, line => Assert.Equal("passed", (string?)line["outcome"]));
    }

    private void Cases(string cases) => _folder.Write(
        "svc/template.tests.yaml", "cases:\n" + string.Join('\n', cases.Split('\n').Select(line => "  " + line)) + "\n");
}
