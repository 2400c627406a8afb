using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Linting;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Scaffolding.Corpus;

/// <summary>Real templates of public repositories, and what Backstage's own runner made of them.</summary>
public sealed class RealTemplatesTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_template_that_Backstage_accepts_parses()
    {
        var data = DataOrSkip();
        var (parsed, refused, differing) = (0, 0, new List<string>());
        foreach (
            var verdict in File.ReadLines(Path.Combine(data, "verdicts.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()))
        {
            var file = verdict["file"]!.GetValue<string>();
            if (verdict["template"]?.GetValue<bool>() != true || !File.Exists(Path.Combine(data, file)))
            {
                continue;
            }

            var accepted = verdict["errors"]!.AsArray().Count == 0;
            var ours = Parse(Path.Combine(data, file));
            (parsed, refused) = ours.IsOk ? (parsed + 1, refused) : (parsed, refused + 1);
            // Their verdicts take placeholders as resolved.
            if (ours.IsOk != accepted && ours.Problems.Any(problem => problem.Code != "template-placeholder"))
            {
                differing.Add($"{file}: theirs {verdict["errors"]!.ToJsonString()}, ours {string.Join("; ", ours.Problems)}");
            }
        }

        output.WriteLine($"{parsed} templates parse, {refused} are refused.");
        Assert.True(parsed > 0 && differing.Count == 0, string.Join('\n', differing));
    }

    [Fact]
    public void The_acceptance_template_runs_verbatim_but_for_its_skeleton()
    {
        var template = Parse(Path.Combine(DataOrSkip(), "acceptance", "template.yaml")).Value!;
        var values = new JsonObject { ["name"] = "orders", ["owner"] = "team-a", ["environment"] = "staging" };
        var context = new JsonObject
        {
            ["parameters"] = values,
            ["steps"] =
                JsonNode.Parse("""{"publish": {"output": {"repoContentsUrl": "http://forge/o/r/blob/main"}}}"""),
        };

        var inputs = template.Steps.Select(step => new InputRenderer(optional: template.Optional)
            .Render(step.Input, context, RenderMode.Strict, TestContext.Current.CancellationToken)!.ToJsonString());

        Assert.Empty(ParameterValidation.Validate(template, values));
        Assert.Equal(
            [
                """{"url":"./content","values":{"name":"orders","owner":"team-a"}}""",
                """{"repoUrl":"github.com?owner=myorg\u0026repo=orders","defaultBranch":"main"}""",
                """{"repoContentsUrl":"http://forge/o/r/blob/main","catalogInfoPath":"/catalog-info.yaml"}""",
            ],
            inputs);
    }

    // Mistakes behind conditions that the recorded values don't meet, and ids that stand twice.
    private static readonly string[] TrueFindings = ["step-duplicate"];

    // Its only difference: this template uses copyWithoutRender, which the recorded version of Backstage has dropped.
    private const string Deviation = "sourcefuse__sf-software-templates/scaffolder-templates/terraform-aws-ref-arch-bootstrap";

    /// <summary>
    /// All 79 that the recording has. Strict mode refuses those that use names that nothing defines; what it does not refuse is
    /// the same, byte by byte. The number of them may only grow.
    /// </summary>
    [Theory]
    [InlineData(RenderMode.Lenient, 78)]
    [InlineData(RenderMode.Strict, 51)]
    public async Task Templates_render_to_the_files_that_Backstage_made(RenderMode mode, int atLeast)
    {
        var data = DataOrSkip();
        var (identical, all, notes, differing) = (0, 0, new List<string>(), new List<string>());
        foreach (var expected in RecordedIn(data))
        {
            all++;
            var result = await new DryRunDriver().RunFileAsync(
                Path.Combine(data, expected["template"]!.GetValue<string>()),
                expected["values"]!.DeepClone().AsObject(),
                mode,
                new(AllowStubs: true),
                TestContext.Current.CancellationToken);
            var difference = DifferenceOf(expected, result);
            identical += difference is null ? 1 : 0;
            var note = $"{expected["template"]}: {string.Join("; ", result.Problems)}\n  {difference}";
            if (difference is not null)
            {
                notes.Add(note);
            }

            if (difference is not null && result.Problems.Count == 0 && !note.Contains(Deviation, StringComparison.Ordinal))
            {
                differing.Add(note);
            }
        }

        output.WriteLine($"{mode}: {identical} of {all} templates identical.\n{string.Join('\n', notes)}");
        Assert.Empty(differing);
        Assert.True(identical >= atLeast, $"{identical} of {all} templates identical:\n{string.Join('\n', notes)}");
    }

    /// <summary>
    /// Actions that are missing here are no mistakes of a template; everything else that is called an error would be one.
    /// </summary>
    [Fact]
    public async Task The_linter_finds_no_mistake_in_a_template_that_renders_strictly()
    {
        var data = DataOrSkip();
        var (clean, alarms) = (0, new List<string>());
        foreach (var expected in RecordedIn(data))
        {
            var file = Path.Combine(data, expected["template"]!.GetValue<string>());
            var values = expected["values"]!.DeepClone().AsObject();
            var rendered = await new DryRunDriver().RunFileAsync(
                file, values, RenderMode.Strict, new(AllowStubs: true), TestContext.Current.CancellationToken);
            var errors = (await new DryRunDriver().FindingsAsync(file, TestContext.Current.CancellationToken)).Where(finding =>
                finding.Severity == LintSeverity.Error && finding.Problem.Code != LintCodes.ActionUnknown).ToList();
            clean += errors.Count == 0 ? 1 : 0;
            if (rendered.Problems.Count == 0)
            {
                alarms.AddRange(errors.Select(finding => finding.Problem.ToString()));
            }
        }

        output.WriteLine($"{clean} templates without an error.\n{string.Join('\n', alarms)}");
        Assert.All(alarms, alarm => Assert.Contains(TrueFindings, known => alarm.Contains(known, StringComparison.Ordinal)));
        Assert.True(clean >= 40, $"{clean} templates without an error.");
    }

    private static IEnumerable<JsonObject> RecordedIn(string data) =>
        File.ReadLines(Path.Combine(data, "rendered.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject());

    private static string? DifferenceOf(JsonObject expected, DryRunResult result)
    {
        var theirs = expected["files"]!.AsArray().Select(file => $"{file!["path"]} {file["mode"]} {file["sha256"]}").ToHashSet();
        var ours = result.Workspace.Files.Select(file => $"{file.Path} 0{file.Mode[3..]} {file.Sha256}").ToHashSet();
        var stubs = expected["stubbed"]!.AsArray().Select(stub => stub!.GetValue<string>()).Order().ToList();
        return !theirs.SetEquals(ours)
            ? string.Join("\n  ", theirs.Except(ours).Select(file => $"- {file}")
                .Concat(ours.Except(theirs).Select(file => $"+ {file}")).Take(4))
            : !JsonNode.DeepEquals(expected["output"], result.Output) ? $"{expected["output"]} is not {result.Output}"
            : !stubs.SequenceEqual(result.Stubbed.Order()) ? $"stubs {string.Join(", ", result.Stubbed)}"
            : null;
    }

    private static Result<TemplateDefinition> Parse(string file)
    {
        var document = new YamlDocumentReader().Read(
            Path.GetFileName(file),
            File.ReadAllText(file)).First(read => !read.IsOk || read.Value.Root is not null);
        return document.IsOk ? TemplateParser.Parse(document.Value) : Result<TemplateDefinition>.Failed(document.Problems);
    }

    private static string DataOrSkip()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "There is no ../shared beside the repository.");
        return Path.Combine(RepositoryRoot.Shared!, "data");
    }
}
