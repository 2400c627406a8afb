using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Testing;

/// <summary>
/// Runs the tests that stand beside a kept template, where the platform runs: what they expect of the files, not their
/// <c>verify</c> commands, which need a machine of their own; a template's CI runs those.
/// </summary>
public sealed class StoredTests(DryRun dryRun, IContentStore contents, IDocumentReader documents)
{
    private static readonly string[] Names = ["template.tests.yaml", "template.tests.yml"];

    public async Task<Result<TestFile>> ReadAsync(StoredTemplate stored, CancellationToken cancellationToken)
    {
        var manifest = await contents.LoadAsync(stored.Source, cancellationToken);
        var paths = Names.Select(name => stored.Folder.Length == 0 ? name : $"{stored.Folder}/{name}").ToList();
        if (manifest.Files.FirstOrDefault(file => paths.Contains(file.Path)) is not { } found)
        {
            return new Problem(
                "tests-missing", "The template has no tests.", Expected: $"a file {Names[0]} beside the template");
        }

        var text = Encoding.UTF8.GetString((await contents.ReadAsync(found, cancellationToken)).Span);
        var read = documents.Read(found.Path, text);
        return read.Count == 0 ? new Problem("tests-invalid", $"{found.Path} is empty.", Expected: "cases")
            : read[0].IsOk ? TestFile.Parse(read[0].Value!)
            : Result<TestFile>.Failed(read[0].Problems);
    }

    /// <returns>A problem for each expectation that doesn't hold.</returns>
    public async Task<IReadOnlyList<Problem>> RunAsync(
        StoredTemplate stored, TestFile tests, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var item in tests.Cases)
        {
            var failures = await FailuresAsync(stored, item, cancellationToken);
            problems.AddRange(failures.Select(failure => new Problem(
                "test-failed", $"{item.Name}: {failure}", Value: item.Name, Place: item.Place)));
        }

        return problems;
    }

    private async Task<IReadOnlyList<string>> FailuresAsync(
        StoredTemplate stored, TestCase item, CancellationToken cancellationToken)
    {
        var mode = item.Lenient ? RenderMode.Lenient : RenderMode.Strict;
        var template = TemplateParser.Parse(stored.Document, mode);
        var result = template.IsOk
            ? await TemplateTrial.RunAsync(
                dryRun, template.Value, stored, item.Values, mode, new(true, item.Outputs), cancellationToken)
            : DryRunResult.Failed(template.Problems);
        var bodies = await contents.ReadAsync(result.Workspace.Files, cancellationToken);
        var failures = new Expectations(item.Expect, result, bodies, documents).Check().ToList();
        if (failures.Count == 0 && result.Problems.Count == 0 && item.Expect["snapshot"] is { } snapshot)
        {
            failures.AddRange(await DifferencesAsync(
                stored, snapshot.GetValue<string>(), result.Workspace, cancellationToken));
        }

        return failures;
    }

    private async Task<IEnumerable<string>> DifferencesAsync(
        StoredTemplate stored, string snapshot, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var folder = string.Join('/', $"{stored.Folder}/{snapshot}".Split('/').Where(part => part is not ("" or "."))) + "/";
        var kept = (await contents.LoadAsync(stored.Source, cancellationToken)).Files
            .Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
            .ToDictionary(file => file.Path[folder.Length..], file => file.Sha256, StringComparer.Ordinal);
        var rendered = workspace.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        return kept.Keys.Union(rendered.Keys).Order(StringComparer.Ordinal)
            .Where(path => kept.GetValueOrDefault(path) != rendered.GetValueOrDefault(path))
            .Select(path => $"'{path}' differs from the snapshot '{snapshot}'");
    }
}
