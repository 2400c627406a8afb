using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Scaffolding.Provenance;

public sealed class RepositoryMarksTests
{
    private static readonly RepositoryName Orders = RepositoryName.Create("acme", "Orders");

    private readonly MemoryContentStore _contents = new();
    private readonly MemoryProvenance _records = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mark_is_as_its_published_schema_says()
    {
        var mark = await MarkAsync(Task(), string.Empty);

        var schema = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "docs", "schemas", "scaffold.schema.json"), Cancel);
        Assert.Empty(JsonSchema.Parse(JsonNode.Parse(schema)!).Validate(mark));
        Assert.Equal("1.2.0", mark["version"]!["semver"]!.GetValue<string>());
        Assert.Equal(new string('a', 64), mark["version"]!["hash"]!.GetValue<string>());
        Assert.Equal("template:default/sample", mark["template"]!.GetValue<string>());
    }

    [Fact]
    public async Task Secret_parameters_are_in_no_mark_and_no_record()
    {
        var mark = await MarkAsync(Task(), string.Empty);

        Assert.Equal("""{"name":"orders","db":{"size":1}}""", mark["parameters"]!.ToJsonString());
        var record = Assert.Single(await _records.ListAsync(Orders, Cancel));
        Assert.Equal("""{"name":"orders","db":{"size":1}}""", record.Parameters.ToJsonString());
    }

    [Fact]
    public async Task The_base_tree_is_kept_without_the_mark_and_by_the_repositorys_paths()
    {
        var mark = await MarkAsync(Task(), "services/orders/");

        var record = Assert.Single(await _records.ListAsync(Orders, Cancel));
        var tree = await _contents.LoadAsync(record.Base.Manifest, Cancel);
        Assert.Equal("services/orders/", record.Folder);
        Assert.Equal(["README.md", "src/main.js"], tree.Files.Select(file => file.Path));
        Assert.Equal(tree.Fingerprint(), mark["base"]!["hash"]!.GetValue<string>());
        Assert.Equal("# Orders", Encoding.UTF8.GetString((await _contents.ReadAsync(tree.Files[0], Cancel)).Span));
    }

    private static ScaffoldTask Task()
    {
        var task = new TaskBuilder()
            .WithParameters(JsonNode.Parse("""{"name":"orders","db":{"password":"hunter2","size":1}}""")!.AsObject()).Build();
        var version = new TemplateVersion(
            EntityRef.Parse("template:default/sample"), "1.2.0", new string('a', 64), TemplateChannel.Stable);
        var spec = task.Spec with
        {
            TemplateInfo = task.Spec.TemplateInfo with { Version = version },
            SecretParameters = ["/db/password"],
        };
        return ScaffoldTask.Restore(task.Id, spec, task.CreatedBy, task.CreatedAt, task.Status, task.ChangedAt);
    }

    private async Task<JsonObject> MarkAsync(ScaffoldTask task, string folder)
    {
        var files = await _contents.WriteAsync(
            [
                new("out/README.md", "100644", "# Orders"u8.ToArray()),
                new("out/src/main.js", "100755", "main()"u8.ToArray()),
                new("out/.platform/scaffold.json", "100644", "{}"u8.ToArray()),
            ],
            Cancel);
        var mark = await new RepositoryMarks(_contents, _records).MarkAsync(task, Orders, folder, files, "out/", Cancel);
        Assert.Equal(folder + ".platform/scaffold.json", mark.Path);
        return JsonNode.Parse(mark.Content.Span)!.AsObject();
    }
}
