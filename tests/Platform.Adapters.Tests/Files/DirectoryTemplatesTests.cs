using System.Text;
using Platform.Adapters.Files;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Adapters.Tests.Files;

public sealed class DirectoryTemplatesTests : IDisposable
{
    private readonly TemplateFolder _folder = new TemplateFolder().WithService("one").WithService("two");
    private readonly MemoryContentStore _contents = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_folder_with_a_definition_is_a_template()
    {
        _folder.Write("notes/README.md", "no template");

        var listed = await Library().ListAsync(Cancel);

        Assert.Equal(["template:default/one", "template:default/two"], listed.Select(template => template.Ref.Canonical));
        Assert.Equal("A service for tests", listed[0].Title);
    }

    [Fact]
    public async Task An_unknown_template_is_answered_with_those_that_there_are()
    {
        var found = await Library().FindAsync(EntityRef.Parse("template:default/three"), Cancel);

        var problem = Assert.Single(found.Problems);
        Assert.Equal("template-unknown", problem.Code);
        Assert.Equal("one of: template:default/one, template:default/two", problem.Expected);
    }

    [Fact]
    public async Task The_whole_folder_is_kept_with_modes_links_and_hidden_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var script = Path.Combine(_folder.Path, "one", "skeleton", "run.sh");
        _folder.Write("one/skeleton/run.sh", "#!/bin/sh\n").Write("one/skeleton/.hidden", "h");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.CreateSymbolicLink(Path.Combine(_folder.Path, "one", "skeleton", "link"), "run.sh");

        var manifest = await ManifestAsync("one");

        Assert.Equal(
            [
                ("skeleton/.hidden", "100644"), ("skeleton/README.md", "100644"), ("skeleton/catalog-info.yaml", "100644"),
                ("skeleton/link", "120000"), ("skeleton/run.sh", "100755"), ("template.yaml", "100644"),
            ],
            manifest.Files.Select(file => (file.Path, file.Mode)));
        var link = await _contents.ReadAsync(manifest.Files[3], Cancel);
        Assert.Equal("run.sh", Encoding.UTF8.GetString(link.Span));
    }

    [Fact]
    public async Task A_change_makes_a_new_source_and_the_old_one_stays()
    {
        var library = Library();
        var before = (await library.FindAsync(EntityRef.Parse("template:default/one"), Cancel)).Value!.Source;
        var same = (await library.FindAsync(EntityRef.Parse("template:default/one"), Cancel)).Value!.Source;
        _folder.Write("one/skeleton/more.txt", "more");

        var after = (await library.FindAsync(EntityRef.Parse("template:default/one"), Cancel)).Value!.Source;

        Assert.Equal(before, same);
        Assert.NotEqual(before, after);
        Assert.DoesNotContain((await _contents.LoadAsync(before, Cancel)).Files, file => file.Path == "skeleton/more.txt");
    }

    public void Dispose() => _folder.Dispose();

    private DirectoryTemplates Library() => new(_folder.Path, new YamlDocumentReader(), _contents);

    private async Task<WorkspaceManifest> ManifestAsync(string template)
    {
        var found = await Library().FindAsync(EntityRef.Create("template", "default", template), Cancel);
        return await _contents.LoadAsync(found.Value!.Source, Cancel);
    }
}
