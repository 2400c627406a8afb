using System.Xml.Linq;
using Platform.TestKit.Forge;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Templates;

/// <summary>The action for repositories of templates, run step by step in one that is right and one that is wrong.</summary>
public sealed class TemplateTestActionTests : IDisposable
{
    private const string Cases = """
        cases:
          - name: renders
            values: {name: orders, organization: acme}
            expect: {contains: {README.md: '# EXPECTED'}}
            verify: [test -f catalog-info.yaml]

        """;

    private readonly TemplateFolder _repository = new TemplateFolder().WithService("service");
    private readonly CompositeAction _action = new("template-test");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Templates_that_pass_their_tests_pass_and_the_results_are_written()
    {
        WriteCases("orders");

        var run = await RunAsync();

        Assert.True(run.Succeeded, string.Join('\n', run.Log));
        Assert.Equal(["Lint", "Test"], run.Steps);
        var results = XDocument.Load(Path.Combine(_repository.Path, "template-tests.xml")).Root!;
        Assert.Equal(("1", "0"), ((string?)results.Attribute("tests"), (string?)results.Attribute("failures")));
    }

    [Fact]
    public async Task A_template_that_fails_its_test_fails_the_job_with_the_reason()
    {
        WriteCases("nothing");

        var run = await RunAsync(("path", "service"), ("junit", "all.xml"));

        Assert.False(run.Succeeded);
        Assert.Contains(run.Log, line => line.Contains("'README.md' does not contain '# nothing'", StringComparison.Ordinal));
        var results = XDocument.Load(Path.Combine(_repository.Path, "all.xml")).Root!;
        Assert.Equal("1", (string?)results.Attribute("failures"));
    }

    [Fact]
    public async Task A_mistake_that_the_linter_finds_fails_the_job_unless_nobody_asks_it()
    {
        WriteCases("orders");
        _repository.Write("service/skeleton/x.md", "${{ values.nmae }}");

        var linted = await RunAsync();
        var unlinted = await RunAsync(("lint", "false"), ("verify", "false"));

        Assert.False(linted.Succeeded);
        Assert.Equal(["Lint"], linted.Steps);
        Assert.Contains(linted.Log, line => line.Contains("skeleton-value-undefined", StringComparison.Ordinal));
        Assert.Equal(["Test"], unlinted.Steps);
    }

    /// <summary>Takes a minute or two: everything is built anew.</summary>
    [Fact(Explicit = true)]
    public async Task Without_a_command_line_it_is_built_first()
    {
        WriteCases("orders");

        var run = await _action.RunAsync(_repository.Path, new Dictionary<string, string>(), Cancel);

        Assert.True(run.Succeeded, string.Join('\n', run.Log));
        Assert.Equal(4, run.Steps.Count);
    }

    private Task<ActionRun> RunAsync(params (string Name, string Value)[] inputs) => _action.RunAsync(
        _repository.Path,
        inputs.Append(("command-line", typeof(PlatformApp).Assembly.Location))
            .ToDictionary(input => input.Item1, input => input.Item2),
        Cancel);

    private void WriteCases(string expected) =>
        _repository.Write("service/template.tests.yaml", Cases.Replace("EXPECTED", expected, StringComparison.Ordinal));
}
