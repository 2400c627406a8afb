using System.Xml.Linq;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Actions;

/// <summary>The action for repositories of templates, on a repository with one good and one bad template.</summary>
public sealed class TemplateTestActionTests : IDisposable
{
    private const string Cases = """
        cases:
          - name: renders
            values: {name: orders, organization: acme}
            expect: {contains: {README.md: '# EXPECTED'}}
            verify: [test -f catalog-info.yaml]

        """;

    private readonly TemplateFolder _repository = new TemplateFolder()
        .WithService("good").Write("good/template.tests.yaml", Cases.Replace("EXPECTED", "orders", StringComparison.Ordinal))
        .WithService("bad").Write("bad/template.tests.yaml", Cases.Replace("EXPECTED", "nothing", StringComparison.Ordinal));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Good_templates_pass_and_a_bad_one_fails_the_job_with_its_reason()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The action's steps are for bash.");
        var action = CompositeAction.Load("template-test");

        var good = await action.RunAsync(new Dictionary<string, string> { ["path"] = "good" }, _repository.Path, Cancel);
        var results = XDocument.Load(Path.Combine(_repository.Path, "template-tests.xml")).Root!;
        var bad = await action.RunAsync(
            new Dictionary<string, string> { ["junit"] = "all.xml" }, _repository.Path, Cancel);
        _repository.Write("bad/skeleton/x.md", "${{ values.nmae }}");
        var unlinted = await action.RunAsync(new Dictionary<string, string>(), _repository.Path, Cancel);

        Assert.True(good.Failed is null, good.Output);
        Assert.Equal(("1", "0"), ((string?)results.Attribute("tests"), (string?)results.Attribute("failures")));
        Assert.Equal("Test", bad.Failed);
        Assert.Contains("'README.md' does not contain '# nothing'", bad.Output);
        Assert.True(File.Exists(Path.Combine(_repository.Path, "all.xml")));
        Assert.Equal("Lint", unlinted.Failed);
        Assert.Contains("skeleton-value-undefined", unlinted.Output);
    }
}
