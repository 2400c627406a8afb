using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Values as an attacker would choose them: they stay values, and no file leaves the workspace.</summary>
public sealed class TemplateInjectionTests
{
    public static TheoryData<string> Texts =>
    [
        "${{ 7 * 7 }}", "{{ 7 * 7 }}", "{% for i in range(9) %}x{% endfor %}", "{# gone #}", "${{ values.secret }}", "{% raw %}",
        "{% endraw %}", "}}", "%}", "${{ range.constructor('return 1')() }}",
        "${{ ''.constructor.constructor('return process')() }}",
        "{{ cycler.__init__.__globals__ }}", "${{ values.__proto__.polluted }}", "__proto__", "constructor", "$(touch /tmp/x)",
        "`id`",
        "'; DROP TABLE tasks; --", "\"}\nname: evil\n", "a\r\nb", "\u202Eevil", "<script>alert(1)</script>", "%s%n",
        "\\u0024{{ 1 }}",
    ];

    public static TheoryData<string> Paths =>
    [
        "../evil", "../../etc/passwd", "/etc/passwd", "a/../../b", "..", ".", "C:\\evil", "C:/evil\\x", "a\\..\\b", "a\0b",
        "a\nb", "CON",
        "nul.txt", "LPT1", "com1.log", ".git/config", ".GIT/hooks/x", "a/.git/x", ".git ", "git~1/x", "x/.git./y", "\u0001",
        "-rf", "a//../../b", "${{ '../evil' }}", "....//evil",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_value_is_never_a_template(string text)
    {
        var driver = Sample("skeleton/a.txt", "[${{ values.name }}]");

        var result = await RunAsync(driver, text);

        Assert.Empty(result.Problems);
        Assert.Equal($"[{text}]", await driver.TextAsync(result, "a.txt", Cancel));
        Assert.Equal(text, (string?)result.Output["name"]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_path_that_a_value_makes_stays_in_the_workspace_or_is_refused(string path)
    {
        var result = await RunAsync(Sample("skeleton/${{ values.name }}", "x"), path);

        Assert.All(result.Workspace.Files, file => Assert.True(WorkspacePath.IsSafe(file.Path), file.Path));
        Assert.All(result.Problems, problem => Assert.True(problem.Code is "template-path" or "path-unsafe", problem.ToString()));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_target_that_a_value_makes_stays_in_the_workspace_or_is_refused(string path)
    {
        var driver = new DryRunDriver().With("skeleton/a", "x").WithSpec("""
              steps:
                - {action: 'fetch:template', input: {url: ./skeleton, targetPath: '${{ parameters.name }}'}}
              parameters: {properties: {name: {type: string}}}
            """);

        var result = await RunAsync(driver, path);

        Assert.All(result.Workspace.Files, file => Assert.True(WorkspacePath.IsSafe(file.Path), file.Path));
    }

    private static DryRunDriver Sample(string path, string text) => new DryRunDriver().With(path, text).WithSpec("""
          steps:
            - {action: 'fetch:template', input: {url: ./skeleton, values: {name: '${{ parameters.name }}'}}}
          parameters: {properties: {name: {type: string}}}
          output: {name: '${{ parameters.name }}'}
        """);

    private static Task<DryRunResult> RunAsync(DryRunDriver driver, string value) =>
        driver.RunAsync(new JsonObject { ["name"] = value }.ToJsonString(), Cancel);
}
