using System.Diagnostics;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Linting;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Testing;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Cli.Templates.Testing;

/// <summary>Runs the cases of templates' test files.</summary>
internal sealed class TestRunner(OfflinePlatform platform, bool verifies, bool updatesSnapshots)
{
    private readonly TemplateRun _run = new(platform);

    /// <summary>The cases of one template; none when it has no tests, one that fails when they can't be read.</summary>
    public async Task<IReadOnlyList<PlannedCase>> PlanAsync(string template, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(template) ?? string.Empty;
        if (TemplateLinter.TestFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } file)
        {
            return [];
        }

        var read = platform.Documents.Read(file, await File.ReadAllTextAsync(file, cancellationToken));
        var tests = read.Count == 0 ? new Problem("tests-invalid", $"{file} is empty.", Expected: "cases")
            : read[0].IsOk ? TestFile.Parse(read[0].Value!)
            : Result<TestFile>.Failed(read[0].Problems);
        return tests.IsOk
            ? [.. tests.Value.Cases.Select(item => new PlannedCase(template, item.Name, item, []))]
            : [new(template, "the tests can be read", null, tests.Problems)];
    }

    public async Task<CaseResult> RunAsync(PlannedCase planned, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var skipped = new List<string>();
        var failures = planned.Case is { } item
            ? await FailuresAsync(planned.Template, item, skipped, cancellationToken)
            : [.. planned.Problems.Select(problem => problem.ToString())];
        return new(planned.Template, planned.Name, failures, skipped, watch.Elapsed, planned.Case?.Place);
    }

    private async Task<IReadOnlyList<string>> FailuresAsync(
        string template, TestCase item, List<string> skipped, CancellationToken cancellationToken)
    {
        var mode = item.Lenient ? RenderMode.Lenient : RenderMode.Strict;
        var loaded = await _run.LoadAsync(template, mode, cancellationToken);
        // Actions that only another platform has must not keep a template from being tested.
        var result = loaded.IsOk
            ? await _run.RunAsync(loaded.Value, item.Values, mode, new DryRunOptions(true, item.Outputs), cancellationToken)
            : DryRunResult.Failed(loaded.Problems);
        var bodies = await platform.Contents.ReadAsync(result.Workspace.Files, cancellationToken);
        var failures = new Expectations(item.Expect, result, bodies, platform.Documents).Check().ToList();
        if (result.Problems.Count > 0 || failures.Count > 0)
        {
            return failures;
        }

        if (item.Expect["snapshot"] is { } snapshot)
        {
            var folder = Path.Combine(Path.GetDirectoryName(template) ?? string.Empty, snapshot.GetValue<string>());
            failures.AddRange(await new Snapshot(folder).CompareAsync(bodies, updatesSnapshots, cancellationToken));
        }

        if (verifies && failures.Count == 0 && item.Verify.Count > 0)
        {
            failures.AddRange(await VerifyAsync(item, result.Workspace, skipped, cancellationToken));
        }

        return failures;
    }

    /// <value>A pipeline that lacks a tool would be green without having verified anything.</value>
    private static bool FailsWithoutTools => Environment.GetEnvironmentVariable("CI") == "true";

    private static async Task<string?> MissingAsync(
        VerifyCommand command, string folder, CancellationToken cancellationToken) =>
        command.Needs is { } needs
        && await VerifyProcess.RunAsync(command with { Command = needs }, folder, cancellationToken) is not null
            ? $"verify '{command.Command}' was not run: it needs '{needs}', which fails on this machine"
            : null;

    private async Task<IReadOnlyList<string>> VerifyAsync(
        TestCase item, WorkspaceManifest workspace, List<string> skipped, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("template-test-");
        try
        {
            await Adapters.Files.WorkspaceFolder.WriteAsync(platform.Contents, workspace, folder.FullName, cancellationToken);
            foreach (var command in item.Verify)
            {
                if (await MissingAsync(command, folder.FullName, cancellationToken) is { } missing)
                {
                    if (FailsWithoutTools)
                    {
                        return [missing];
                    }

                    skipped.Add(missing);
                    continue;
                }

                if (await VerifyProcess.RunAsync(command, folder.FullName, cancellationToken) is { } failure)
                {
                    return [failure];
                }
            }

            return [];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <param name="Case">Null when the tests can't be read; then there are problems.</param>
internal sealed record PlannedCase(string Template, string Name, TestCase? Case, IReadOnlyList<Problem> Problems);

/// <param name="Failures">Empty when the case passed.</param>
/// <param name="Skipped">Commands that were not run because this machine lacks their tools.</param>
internal sealed record CaseResult(
    string Template,
    string Name,
    IReadOnlyList<string> Failures,
    IReadOnlyList<string> Skipped,
    TimeSpan Elapsed,
    SourcePlace? Place)
{
    public bool Passed => Failures.Count == 0;
}
