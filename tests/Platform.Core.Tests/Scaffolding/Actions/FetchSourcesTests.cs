using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Core.SourceControl;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

/// <summary>Files of other repositories.</summary>
public sealed class FetchSourcesTests : IRepositoryFolders, ICallIdentity
{
    private const string Address = "https://github.com/acme/templates/tree/main/skeleton";

    private readonly MemoryContentStore _contents = new();
    private readonly List<(Uri Url, string? Token)> _read = [];
    private RepositoryFolder _folder = new("skeleton", [File("skeleton/${{ values.name }}.txt", "I am ${{ values.name }}")]);
    private string? _token;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_elsewhere_is_rendered_as_the_templates_own()
    {
        var turn = await RunAsync(
            new FetchTemplateAction(_contents, new SkeletonRenderer(), Sources),
            new JsonObject { ["url"] = Address, ["values"] = new JsonObject { ["name"] = "orders" } });

        Assert.Equal([("orders.txt", "I am orders")], await FilesAsync(turn));
        Assert.Equal(Address, _read[0].Url.AbsoluteUri);
    }

    [Fact]
    public async Task A_folder_elsewhere_is_copied_and_a_file_elsewhere_too()
    {
        var folder = await RunAsync(
            new FetchPlainAction(_contents, Sources), new JsonObject { ["url"] = Address, ["targetPath"] = "docs" });
        _folder = new("LICENSE", [File("LICENSE", "be nice")]);
        var file = await RunAsync(
            new FetchPlainFileAction(_contents, Sources),
            new JsonObject { ["url"] = "https://github.com/acme/templates/blob/main/LICENSE", ["targetPath"] = "COPYING" });

        Assert.Equal([("docs/${{ values.name }}.txt", "I am ${{ values.name }}")], await FilesAsync(folder));
        Assert.Equal([("COPYING", "be nice")], await FilesAsync(file));
    }

    [Fact]
    public async Task A_folder_is_no_file_and_a_file_no_folder()
    {
        var file = await RunAsync(
            new FetchPlainFileAction(_contents, Sources), new JsonObject { ["url"] = Address, ["targetPath"] = "a" });
        _folder = new("LICENSE", [File("LICENSE", "be nice")]);
        var folder = await RunAsync(new FetchPlainAction(_contents, Sources), new JsonObject { ["url"] = Address });

        Assert.Equal("skeleton-missing", Assert.Single(file.Problems).Code);
        Assert.Equal("skeleton-missing", Assert.Single(folder.Problems).Code);
    }

    [Fact]
    public async Task A_path_that_leads_out_of_the_workspace_is_refused()
    {
        _folder = new("skeleton", [File("skeleton/../../etc/passwd", "x")]);

        var turn = await RunAsync(new FetchPlainAction(_contents, Sources), new JsonObject { ["url"] = Address });

        Assert.Equal("path-unsafe", Assert.Single(turn.Problems).Code);
    }

    [Fact]
    public async Task A_token_that_comes_from_the_tasks_secrets_is_used_and_any_other_is_refused()
    {
        var action = new FetchPlainAction(_contents, Sources);
        var input = new JsonObject { ["url"] = Address, ["token"] = "gho_s3cret" };

        var plain = await RunAsync(action, input, written: "gho_s3cret");
        var secret = await RunAsync(action, input, written: "${{ secrets.token }}");

        Assert.Equal("token-not-secret", Assert.Single(plain.Problems).Code);
        Assert.Equal(TurnKind.Done, secret.Kind);
        Assert.All(_read, read => Assert.Equal("gho_s3cret", read.Token));
    }

    Task<Result<RepositoryFolder>> IRepositoryFolders.ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        _read.Add((url, _token));
        return Task.FromResult(Result<RepositoryFolder>.Ok(_folder));
    }

    void ICallIdentity.ActFor(string? taskId, string? token) => _token = token;

    private FetchSources Sources => new(_contents, this, this);

    private static WorkspaceBody File(string path, string text) => new(path, "100644", Encoding.UTF8.GetBytes(text));

    private async Task<ActionTurn> RunAsync(IScaffoldAction action, JsonObject input, string? written = null)
    {
        var source = await _contents.SaveAsync(WorkspaceManifest.Empty, Cancel);
        var template = input.DeepClone().AsObject();
        if (written is not null)
        {
            template["token"] = written;
        }

        var task = new TaskBuilder().WithSource(source).WithStep("step", action.Id, template).Build();
        return await new ActionDriver(action, task, task.CreatedAt).RunAsync(input, null, Cancel);
    }

    private async Task<List<(string Path, string Text)>> FilesAsync(ActionTurn turn)
    {
        Assert.Empty(turn.Problems);
        var manifest = await _contents.LoadAsync(turn.Workspace!, Cancel);
        return [.. (await _contents.ReadAsync(manifest.Files, Cancel))
            .Select(body => (body.Path, Encoding.UTF8.GetString(body.Content.Span)))];
    }
}
