using Platform.Core.Scaffolding.Linting;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Linting;

public sealed class TemplateLinterTests
{
    private const string Clean = """
          parameters:
            - title: One
              required: [name]
              properties:
                name: {type: string}
                kind: {type: string, enum: [a, b], default: a}
                more: {type: boolean, default: false}
                other: {type: object, properties: {deep: {type: string}}}
              dependencies:
                more: {oneOf: [{properties: {more: {const: true}, detail: {type: string}}}, {properties: {more: {const: false}}}]}
          steps:
            - id: fetch
              action: fetch:template
              input:
                url: ./skeleton
                copyWithoutTemplating: ['raw/**']
                values: {name: '${{ parameters.name }}', inner: {a: 1}, open: '${{parameters.other}}', k: '${{parameters.kind}}'}
            - {id: list, action: 'fs:readdir', if: '${{ parameters.detail }}', input: {paths: [.], recursive: true}}
            - {action: 'debug:log', each: '${{ steps.list.output.files }}', input: {message: '${{ each.key }} ${{ user.ref }}'}}
          output: {text: [{content: '${{ steps["list"].output.files | length }} ${{ context.task.id }}'}]}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_without_mistakes_has_no_finding()
    {
        var driver = Sample(Clean)
            .With("template.tests.yaml", "cases: []")
            .With("skeleton/a.md", """
                {% set mine = values.inner.a %}${{ mine }}
                {% for k, v in values.open %}${{ k }}${{ v }}${{ loop.index }}{% endfor %}
                {% macro m(a, b=1) %}${{ a }}${{ b }}{% endmacro %}${{ m(values.name) }}${{ values.open.any.thing | upper }}
                {% if values.maybe is defined %}x{% endif %}${{ values.k.split('-')[0] }}${{ range(3) }}
                """)
            .With("skeleton/raw/ci.yml", "${{ github.ref }} {% nosuch %}");

        Assert.Equal(
            ["warning skeleton-value-undefined"],
            (await driver.FindingsAsync(Cancel)).Select(found =>
                $"{found.Severity.ToString().ToLowerInvariant()} {found.Problem.Code}"));
    }

    [Theory]
    [InlineData("'fs:readdir'", "'fs:readdirs'", LintCodes.ActionUnknown, 24)]
    [InlineData("recursive: true", "recursive: true, deep: 1", LintCodes.InputUnknown, 24)]
    [InlineData("recursive: true", "recursive: very", LintCodes.InputInvalid, 24)]
    [InlineData("paths: [.], recursive", "recursive", LintCodes.InputInvalid, 24)]
    [InlineData("${{ parameters.detail }}", "${{ parameters.details + 1 }}", LintCodes.ParameterUndefined, 24)]
    [InlineData("${{parameters.other}}", "${{ parameters.other.deeper }}", LintCodes.ParameterUndefined, 23)]
    [InlineData("${{parameters.kind}}", "x", LintCodes.ParameterUnused, 12)]
    [InlineData("steps.list.output.files }}", "steps.lists.output.files }}", LintCodes.StepUndefined, 25)]
    [InlineData("steps.list.output.files }}", "steps.list.outputs.files }}", LintCodes.StepOutputUndefined, 25)]
    [InlineData("steps.list.output.files }}", "steps.list.output.file }}", LintCodes.StepOutputUndefined, 25)]
    [InlineData("steps.list.output.files }}", "steps.step-3.output.files }}", LintCodes.ExpressionInvalid, 25)]
    [InlineData("${{ parameters.name }}", "${{ steps.list.output.files }}", LintCodes.StepOrder, 23)]
    [InlineData("user.ref", "usr.ref", LintCodes.NameUndefined, 25)]
    [InlineData("user.ref", "user.ref | uper", LintCodes.ExpressionInvalid, 25)]
    [InlineData("user.ref", "user.ref is strng", LintCodes.ExpressionInvalid, 25)]
    [InlineData("user.ref", "user.ref +", LintCodes.ExpressionInvalid, 25)]
    [InlineData("./skeleton", "./skeletn", LintCodes.SkeletonMissing, 21)]
    [InlineData("./skeleton", "https://example.com/x", LintCodes.SkeletonNotLocal, 21)]
    [InlineData("id: list", "id: fetch", LintCodes.StepDuplicate, 24)]
    [InlineData("name: {type: string}", "name: {type: strin}", LintCodes.SchemaInvalid, 11)]
    [InlineData("name: {type: string}", "name: {type: string, pattern: '('}", LintCodes.SchemaInvalid, 11)]
    [InlineData("default: a", "default: c", LintCodes.DefaultInvalid, 12)]
    [InlineData("required: [name]", "required: [name, nam]", LintCodes.RequiredUndeclared, 9)]
    [InlineData("type: service", "type: ''", "template-invalid", 6)]
    public async Task A_mistake_is_found_with_its_place(string right, string wrong, string code, int line)
    {
        var driver = Sample(Clean.Replace(right, wrong, StringComparison.Ordinal)).With("skeleton/a", "${{ values.name }}");
        if (right == "type: service")
        {
            driver = Sample(Clean, type: "''").With("skeleton/a", "x");
        }

        Assert.Contains($"{code}@template.yaml:{line}", await driver.LintAsync(Cancel));
    }

    [Theory]
    [InlineData("${{ values.nmae }}", "skeleton-value-undefined@skeleton/a:1")]
    [InlineData("\n  ${{ values.inner.b }}", "skeleton-value-undefined@skeleton/a:2")]
    [InlineData("${{ github.ref }}", "name-undefined@skeleton/a:1")]
    [InlineData("x\n{% if %}", "expression-invalid@skeleton/a:2")]
    [InlineData("{{ values.nmae }}", null)]
    [InlineData("${{ values.open.nmae }}", null)]
    public async Task A_skeleton_that_reads_what_no_step_passes_is_found(string text, string? finding)
    {
        var found = await Sample(Clean).With("skeleton/a", text).LintAsync(Cancel);

        Assert.Equal(finding is null ? [] : [finding], found);
    }

    [Fact]
    public async Task A_path_of_a_skeleton_is_read_like_its_content() => Assert.Equal(
        ["skeleton-value-undefined@skeleton/${{ values.nmae }}/a:1"],
        await Sample(Clean).With("skeleton/${{ values.nmae }}/a", "x").LintAsync(Cancel));

    [Fact]
    public async Task A_template_without_tests_is_told_so() => Assert.Contains(
        await Sample(Clean).With("skeleton/a", "x").FindingsAsync(Cancel),
        found => found is { Severity: LintSeverity.Warning, Problem.Code: LintCodes.TestsMissing });

    private static DryRunDriver Sample(string spec, string type = "service") => new DryRunDriver().With(
        "template.yaml",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata:\n  name: sample\nspec:\n"
        + $"  type: {type}\n{spec}\n");
}
