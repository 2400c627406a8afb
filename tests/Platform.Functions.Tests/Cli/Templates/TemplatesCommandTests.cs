using Platform.Functions.Cli;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Templates;

public sealed class TemplatesCommandTests : IDisposable
{
    private readonly TemplateFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rendering_says_what_would_be_in_the_workspace_and_writes_it_where_it_is_asked_to()
    {
        _folder.WithService("svc").Write("values.yaml", "{name: orders, organization: acme}");
        var target = Path.Combine(_folder.Path, "out");

        var run = await CommandProcess.RunAsync(
            Cancel, "templates", "render", At("svc/template.yaml"), "--values", At("values.yaml"), "--out", target, "--json");

        Assert.True(run.Status == ExitCode.Fine, run.Prose);
        var report = Assert.Single(run.Lines);
        Assert.True(report["ok"]!.GetValue<bool>());
        Assert.Null(report["error"]);
        Assert.Equal(
            ["README.md 0644", "catalog-info.yaml 0644"],
            report["files"]!.AsArray().Select(file => $"{file!["path"]} {file["mode"]}"));
        Assert.Equal(["publish:github", "catalog:register"], report["stubbed"]!.AsArray().Select(action => (string)action!));
        Assert.Equal("""[{"title":"Repository"},{"title":"Entity"}]""", report["output"]!["links"]!.ToJsonString());
        Assert.Equal("# orders\n", await File.ReadAllTextAsync(Path.Combine(target, "README.md"), Cancel));
    }

    [Fact]
    public async Task A_mistake_is_an_error_with_file_line_and_column()
    {
        _folder.WithService("svc").Write("svc/skeleton/x.md", "\n\n  ${{ values.nmae }}")
            .Write("values.json", """{"name": "a", "organization": "b"}""");

        var run = await CommandProcess.RunAsync(
            Cancel, "templates", "render", At("svc/template.yaml"), "--values", At("values.json"), "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        var error = Assert.Single(run.Lines)["error"]!;
        Assert.Equal(("template-undefined", "values.nmae"), ((string)error["code"]!, (string)error["value"]!));
        Assert.Equal($$"""{"file":"{{At("svc/skeleton/x.md")}}","line":3,"column":14}""", error["place"]!.ToJsonString());
        Assert.Contains(
            $"{At("svc/skeleton/x.md")}:3:14: template-undefined: 'values.nmae' is not defined; did you mean 'name'?", run.Prose);
    }

    [Fact]
    public async Task Values_that_the_form_refuses_are_named()
    {
        _folder.WithService("svc").Write("values.json", """{"name": "A!"}""");

        var run = await CommandProcess.RunAsync(
            Cancel, "templates", "render", At("svc/template.yaml"), "--values", At("values.json"), "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Equal(
            ["values.organization", "values.name"],
            Assert.Single(run.Lines)["errors"]!.AsArray().Select(error => (string)error!["field"]!));
    }

    [Fact]
    public async Task Linting_prints_a_line_per_finding_and_counts_on_the_side()
    {
        _folder.WithService("good").WithService("bad").Write("bad/skeleton/x", "${{ values.nmae }}");

        var both = await CommandProcess.RunAsync(Cancel, "templates", "lint", _folder.Path, "--json");
        var good = await CommandProcess.RunAsync(Cancel, "templates", "lint", At("good/template.yaml"));

        Assert.Equal(ExitCode.InputAtFault, both.Status);
        var error = Assert.Single(both.Lines, line => (string?)line["severity"] == "error");
        Assert.Equal(
            ("skeleton-value-undefined", At("bad/skeleton/x"), 1, 12),
            ((string?)error["code"], (string?)error["file"], (int)error["line"]!, (int)error["column"]!));
        Assert.Equal(2, both.Lines.Count(line => (string?)line["code"] == "tests-missing"));
        Assert.Equal(ExitCode.Fine, good.Status);
        Assert.Contains("warning tests-missing", good.Output);
    }

    [Fact]
    public async Task Compatibility_says_how_many_templates_run_here_and_what_the_others_lack()
    {
        _folder.WithService("good").WithService("odd");
        var file = At("odd/template.yaml");
        var text = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, text.Replace("catalog:register", "acme:thing"), Cancel);

        var run = await CommandProcess.RunAsync(Cancel, "templates", "lint", _folder.Path, "--compat", "--json");

        Assert.Equal(ExitCode.Fine, run.Status);
        Assert.Equal(
            """{"templates":2,"run":1,"lacks":[{"what":"action acme:thing","templates":1}]}""", run.Lines[^1].ToJsonString());
    }

    [Theory]
    [InlineData("templates")]
    [InlineData("templates", "nope")]
    [InlineData("templates", "render")]
    [InlineData("templates", "render", "a", "b")]
    [InlineData("templates", "render", "a", "--values")]
    [InlineData("templates", "render", "a", "--nope")]
    [InlineData("templates", "lint")]
    [InlineData("templates", "lint", "no-such-folder")]
    [InlineData("templates", "test", "no-such-folder")]
    [InlineData("templates", "test", ".", "--parallel", "none")]
    public async Task Wrong_arguments_are_a_usage_error(params string[] args) =>
        Assert.Equal(ExitCode.Usage, await CommandLine.RunAsync(args));

    [Fact]
    public async Task A_template_that_is_not_there_is_the_input_s_fault() => Assert.Equal(
        ExitCode.InputAtFault, (await CommandProcess.RunAsync(Cancel, "templates", "render", At("nope.yaml"))).Status);

    [Fact]
    public async Task The_golden_paths_have_no_finding()
    {
        var run = await CommandProcess.RunAsync(
            Cancel, "templates", "lint", Path.Combine(RepositoryRoot.Path, "templates"), "--json");

        Assert.Equal((ExitCode.Fine, string.Empty), (run.Status, run.Output));
    }

    private string At(string path) => Path.Combine(_folder.Path, path);
}
