using System.Text.Json.Nodes;
using Platform.Adapters.Files;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Testing;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Library;

public sealed class VersionedTemplatesTests : IDisposable
{
    private static readonly EntityRef One = EntityRef.Parse("template:default/one");

    private readonly TemplateFolder _folder = new TemplateFolder().WithService("one");
    private readonly MemoryContentStore _contents = new();
    private readonly MemoryTemplateVersions _versions = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_version_renders_the_same_tree_after_the_template_has_changed()
    {
        var library = Library();
        var before = (await library.FindAsync(One, Cancel)).Value!;
        var tree = await RenderAsync(before);
        _folder.Write("one/skeleton/README.md", "# something else\n").Write("one/skeleton/more.txt", "more");
        var after = (await library.FindAsync(One, Cancel)).Value!;
        Assert.NotEqual(before.Version!.ContentHash, after.Version!.ContentHash);
        Assert.NotEqual(tree, await RenderAsync(after));

        // Also by a process that never saw it, and when the template is gone.
        Directory.Delete(Path.Combine(_folder.Path, "one"), recursive: true);
        var again = (await Library().FindAsync(One, TemplateSelection.Version(before.Version.ContentHash), Cancel)).Value!;

        Assert.Equal(tree, await RenderAsync(again));
        Assert.Equal(before.Version.ContentHash, again.Version!.ContentHash);
    }

    [Fact]
    public async Task Without_a_policy_the_folder_is_what_everybody_is_offered()
    {
        var found = (await Library().FindAsync(One, Cancel)).Value!;

        Assert.Equal(TemplateChannel.Stable, found.Version!.Channel);
        Assert.Equal(found.Version.ContentHash, (await Library().ListAsync(Cancel))[0].State!.Stable);
    }

    [Fact]
    public async Task Where_promotion_is_required_only_the_promoted_version_is_offered()
    {
        var library = Library(required: true);
        Assert.Equal("template-not-promoted", Assert.Single((await library.FindAsync(One, Cancel)).Problems).Code);
        var first = (await library.FindAsync(One, TemplateSelection.Staging, Cancel)).Value!.Version!.ContentHash;
        await _versions.PromoteAsync(One, first, "admin", DateTimeOffset.UnixEpoch, Cancel);
        _folder.Write("one/skeleton/more.txt", "more");

        Assert.Equal(first, (await library.FindAsync(One, Cancel)).Value!.Version!.ContentHash);
        var newest = (await library.FindAsync(One, TemplateSelection.Staging, Cancel)).Value!.Version!;
        Assert.NotEqual(first, newest.ContentHash);
        Assert.Equal(TemplateChannel.Staging, newest.Channel);
        var state = (await library.ListAsync(Cancel))[0].State!;
        Assert.Equal((newest.ContentHash, first), (state.Newest, state.Stable));
    }

    [Fact]
    public async Task A_version_that_never_was_is_unknown() => Assert.Equal(
        "template-version-unknown",
        Assert.Single((await Library().FindAsync(One, TemplateSelection.Version(new string('0', 64)), Cancel)).Problems).Code);

    [Theory]
    [InlineData("  annotations: { platform.functions/version: 1.2.0-rc.1 }", "1.2.0-rc.1")]
    [InlineData("  version: 1.2.0", "1.2.0")]
    [InlineData("  version: '1.2'", null)]
    [InlineData("", null)]
    public async Task A_template_may_call_its_version(string metadata, string? expected)
    {
        var file = Path.Combine(_folder.Path, "one", "template.yaml");
        var text = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, text.Replace("  name: one\n", $"  name: one\n{metadata}\n"), Cancel);

        Assert.Equal(expected, (await Library().FindAsync(One, Cancel)).Value!.Version!.SemVer);
    }

    [Fact]
    public async Task Its_own_tests_are_run_where_the_platform_runs()
    {
        _folder.Write(
            "one/template.tests.yaml",
            """
            cases:
              - name: right
                values: { name: orders, organization: acme }
                expect: { files: [README.md], snapshot: snapshots/right }
              - name: wrong
                values: { name: orders, organization: acme }
                expect: { files: [nowhere.md] }
              - name: another snapshot
                values: { name: orders, organization: acme }
                expect: { snapshot: snapshots/other }
            """);
        var stored = (await Library().FindAsync(One, Cancel)).Value!;
        foreach (var file in (await ResultAsync(stored)).Workspace.Files)
        {
            var text = System.Text.Encoding.UTF8.GetString((await _contents.ReadAsync(file, Cancel)).Span);
            _folder.Write($"one/snapshots/right/{file.Path}", text).Write($"one/snapshots/other/{file.Path}", text + "!");
        }

        stored = (await Library().FindAsync(One, Cancel)).Value!;
        var tests = new StoredTests(DryRun(), _contents, new YamlDocumentReader());
        var problems = await tests.RunAsync(stored, (await tests.ReadAsync(stored, Cancel)).Value!, Cancel);

        Assert.Equal(["another snapshot", "wrong"], problems.Select(problem => $"{problem.Value}").Distinct().Order());
        Assert.All(problems, problem => Assert.Equal("test-failed", problem.Code));
    }

    public void Dispose() => _folder.Dispose();

    private VersionedTemplates Library(bool required = false) => new(
        new DirectoryTemplates(_folder.Path, new YamlDocumentReader(), _contents), _versions, _contents,
        new YamlDocumentReader(), new(new ActionRegistry([])), new(required), TimeProvider.System);

    private DryRun DryRun()
    {
        var actions = new ActionRegistry([new FetchTemplateAction(_contents, new SkeletonRenderer())]);
        return new(actions, new(actions), _contents);
    }

    private async Task<string> RenderAsync(StoredTemplate stored) => (await ResultAsync(stored)).Workspace.Fingerprint();

    private async Task<DryRunResult> ResultAsync(StoredTemplate stored)
    {
        var template = TemplateParser.Parse(stored.Document).Value!;
        var values = new JsonObject { ["name"] = "orders", ["organization"] = "acme" };
        var result = await TemplateTrial.RunAsync(
            DryRun(), template, stored, values, RenderMode.Strict, new(AllowStubs: true), Cancel);
        Assert.Empty(result.Problems);
        return result;
    }
}
