using CsCheck;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Tests.Scaffolding.Workspaces;

public sealed class WorkspaceManifestTests
{
    private static readonly Gen<WorkspaceBody[]> Bodies =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 3], Gen.Byte.Array[0, 200], (path, content) => (path, content))
            .Array[0, 20]
            .Select(files => files
                .DistinctBy(file => file.path)
                .Select(file => new WorkspaceBody(file.path, "100644", file.content))
                .ToArray());

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../escape")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("a\\b")]
    [InlineData(".git/config")]
    [InlineData("sub/.GIT/hooks/post-checkout")]
    [InlineData("a\nb")]
    public void A_path_that_could_leave_the_workspace_is_refused(string path)
    {
        Assert.False(WorkspacePath.IsSafe(path));
        Assert.Throws<ArgumentException>(() => new WorkspaceManifest([FileAt(path)]));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".gitignore")]
    [InlineData("..a/b..")]
    public void An_ordinary_path_is_accepted(string path) => Assert.True(WorkspacePath.IsSafe(path));

    [Fact]
    public void A_path_is_listed_once() =>
        Assert.Throws<ArgumentException>(() => new WorkspaceManifest([FileAt("a"), FileAt("b"), FileAt("a")]));

    [Fact]
    public void Later_files_replace_earlier_ones_of_the_same_path()
    {
        var first = new WorkspaceManifest([FileAt("a", "1"), FileAt("b", "1")]);

        var second = first.With([FileAt("b", "2"), FileAt("c", "2")]);

        Assert.Equal(["a", "b", "c"], second.Files.Select(file => file.Path));
        Assert.Equal(ContentHash.Of("2"), second.Files[1].Sha256);
        Assert.Equal(2, first.Files.Count);
    }

    [Fact]
    public void The_fingerprint_ignores_order_and_packing()
    {
        var packed = FileAt("a") with { Pack = new("pack", 7) };

        Assert.Equal(
            new WorkspaceManifest([FileAt("a"), FileAt("b")]).Fingerprint(),
            new WorkspaceManifest([FileAt("b"), packed]).Fingerprint());
        Assert.NotEqual(
            new WorkspaceManifest([FileAt("a")]).Fingerprint(),
            new WorkspaceManifest([FileAt("a") with { Mode = "100755" }]).Fingerprint());
    }

    [Fact]
    public async Task Bodies_come_back_as_they_were_written() =>
        await Bodies.SampleAsync(async bodies =>
        {
            var store = new MemoryContentStore();
            var files = await store.WriteAsync(bodies, CancellationToken.None);
            var address = await store.SaveAsync(new WorkspaceManifest(files), CancellationToken.None);

            var manifest = await store.LoadAsync(address, CancellationToken.None);
            var read = await store.ReadAsync(manifest.Files, CancellationToken.None);
            var byPath = read.ToDictionary(body => body.Path, body => body.Content.ToArray());

            return manifest.Fingerprint() == new WorkspaceManifest(files).Fingerprint()
                && bodies.All(body => body.Content.Span.SequenceEqual(byPath[body.Path]));
        }, iter: 50);

    [Fact]
    public async Task Sixty_small_files_cost_one_content()
    {
        var store = new MemoryContentStore();
        var bodies = Enumerable.Range(0, 60).Select(i => new WorkspaceBody($"file{i}", "100644", new byte[1000 + i])).ToList();

        var files = await store.WriteAsync(bodies, CancellationToken.None);

        Assert.Equal(1, store.Count);
        Assert.Equal(1059, (await store.ReadAsync(files[59], CancellationToken.None)).Length);
    }

    [Fact]
    public async Task A_big_file_is_content_of_its_own()
    {
        var store = new MemoryContentStore();
        WorkspaceBody[] bodies =
            [new("a", "100644", new byte[10]), new("big", "100644", new byte[100_000]), new("b", "100644", new byte[5])];

        var files = await store.WriteAsync(bodies, CancellationToken.None);

        Assert.Equal(2, store.Count);
        Assert.Null(files.Single(file => file.Path == "big").Pack);
    }

    private static WorkspaceFile FileAt(string path, string content = "") =>
        new(path, "100644", ContentHash.Of(content), content.Length);
}
