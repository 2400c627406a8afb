using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class FetchTemplateActionTests
{
    private readonly MemoryContentStore _contents = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_skeleton_becomes_the_workspace()
    {
        var end = await RunAsync(
            Input(), null,
            ("skeleton/README.md", "# ${{ values.name }}"), ("skeleton/${{ values.name }}/a.txt", "a"), ("template.yaml", "x"));

        Assert.Equal([("README.md", "# orders"), ("orders/a.txt", "a")], await FilesAsync(end.Workspace!));
    }

    [Fact]
    public async Task More_files_than_a_chunk_holds_are_rendered_side_by_side()
    {
        var files = Enumerable.Range(0, 120).Select(i => ($"skeleton/{i:D3}.txt", $"{i} ${{{{ values.name }}}}")).ToArray();

        var end = await RunAsync(Input(), null, files);

        var rendered = await FilesAsync(end.Workspace!);
        Assert.Equal(120, rendered.Count);
        Assert.Equal(("119.txt", "119 orders"), rendered[^1]);
    }

    [Theory]
    [InlineData(false, "kept")]
    [InlineData(true, "new")]
    public async Task Files_that_are_there_already_are_kept_unless_the_step_says_replace(bool replace, string expected)
    {
        var input = Input();
        input["replace"] = replace;
        var before = await ManifestAsync(("README.md", "kept"));

        var end = await RunAsync(input, before, ("skeleton/README.md", "new"));

        Assert.Equal([("README.md", expected)], await FilesAsync(end.Workspace!));
    }

    [Fact]
    public async Task Every_file_that_can_not_be_rendered_is_named_with_its_place()
    {
        var end = await RunAsync(
            Input(), null,
            ("skeleton/a.txt", "ok"), ("skeleton/b.txt", "\n${{ values.x.y }}"), ("skeleton/c.txt", "{% if"));

        Assert.Equal(["skeleton/b.txt", "skeleton/c.txt"], end.Problems.Select(problem => problem.Place!.File));
        Assert.Equal(2, end.Problems[0].Place!.Line);
    }

    [Fact]
    public async Task Two_files_that_render_to_the_same_path_are_an_error()
    {
        var end = await RunAsync(Input(), null, ("skeleton/${{ values.name }}.txt", "a"), ("skeleton/orders.txt", "b"));

        Assert.Equal("path-twice", Assert.Single(end.Problems).Code);
    }

    [Theory]
    [InlineData("https://github.com/acme/templates/tree/main/skeleton", "skeleton-not-local")]
    [InlineData("../other/skeleton", "skeleton-not-local")]
    [InlineData("./nowhere", "skeleton-missing")]
    public async Task A_skeleton_that_is_not_in_the_template_is_refused(string url, string code)
    {
        var input = Input();
        input["url"] = url;

        var end = await RunAsync(input, null, ("skeleton/a.txt", "a"));

        Assert.Equal(code, Assert.Single(end.Problems).Code);
    }

    private static JsonObject Input() => new() { ["url"] = "./skeleton", ["values"] = new JsonObject { ["name"] = "orders" } };

    private async Task<ActionTurn> RunAsync(JsonObject input, string? workspace, params (string Path, string Text)[] template)
    {
        var task = new TaskBuilder().WithSource(await ManifestAsync(template)).Build();
        var driver = new ActionDriver(new FetchTemplateAction(_contents, new SkeletonRenderer()), task, task.CreatedAt);
        return await driver.RunAsync(input, workspace, Cancel);
    }

    private async Task<string> ManifestAsync(params (string Path, string Text)[] files)
    {
        var bodies = files.Select(file => new WorkspaceBody(file.Path, "100644", Encoding.UTF8.GetBytes(file.Text))).ToList();
        return await _contents.SaveAsync(new WorkspaceManifest(await _contents.WriteAsync(bodies, Cancel)), Cancel);
    }

    private async Task<List<(string Path, string Text)>> FilesAsync(string workspace)
    {
        var manifest = await _contents.LoadAsync(workspace, Cancel);
        var bodies = await _contents.ReadAsync(manifest.Files, Cancel);
        return [.. bodies.Select(body => (body.Path, Encoding.UTF8.GetString(body.Content.Span)))];
    }
}
