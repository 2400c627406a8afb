using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Tests.GitHub.Reading;

public sealed class ArchiveTests(ReadingDriver driver) : IClassFixture<ReadingDriver>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_call_brings_every_wanted_file_as_the_tree_names_it()
    {
        var repository = await driver.NewRepositoryAsync();
        var deep = string.Join('/', Enumerable.Repeat("a-folder-with-a-long-name", 8)) + "/catalog-info.yaml";
        var commit = await driver.PushAsync(
            repository, ("catalog-info.yaml", "größer"), (deep, "deep"), ("other.txt", "no"));

        var archive = (await ReadAsync(repository)).Value!;

        var tree = (await driver.Reading.TreeAsync(repository, "main", null, Cancel)).Value!;
        Assert.Equal(commit, archive.Commit);
        Assert.Equal(
            [(deep, "deep"), ("catalog-info.yaml", "größer")], archive.Files.Select(file => (file.Path, file.Text)).Order());
        Assert.All(
            archive.Files, file => Assert.Contains(tree.Files, known => (known.Path, known.Sha) == (file.Path, file.Sha)));
    }

    [Fact]
    public async Task Only_the_call_that_redirects_counts()
    {
        var repository = await driver.NewRepositoryAsync();
        var before = (await driver.StatusesAsync(repository.Owner)).Count;

        await ReadAsync(repository);

        Assert.Equal([302], (await driver.StatusesAsync(repository.Owner)).Skip(before));
    }

    [Fact]
    public async Task What_is_kept_out_of_archives_is_not_in_them()
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.PushAsync(repository, (".gitattributes", "catalog-info.yaml export-ignore\n"), ("catalog-info.yaml", "x"));

        Assert.Empty((await ReadAsync(repository)).Value!.Files);
    }

    [Fact]
    public async Task An_archive_over_the_limit_is_left_to_the_tree()
    {
        var repository = await driver.NewRepositoryAsync();
        var random = new Random(5);
        var noise = Enumerable.Range(0, 5).Select(i => ($"f{i}", Convert.ToBase64String(Bytes(random)))).ToArray();
        await driver.PushAsync(repository, noise);

        Assert.Equal(ReadingProblems.ArchiveTooLarge, Assert.Single((await ReadAsync(repository)).Problems).Code);
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_left_to_the_tree()
    {
        var repository = await driver.NewRepositoryAsync();
        var blob = await driver.Forge.MustAsync(
            "POST", $"repos/{repository}/git/blobs", new { content = "/////w==", encoding = "base64" });
        var entry = new { path = "catalog-info.yaml", mode = "100644", type = "blob", sha = $"{blob["sha"]}" };
        var tree = await driver.Forge.MustAsync("POST", $"repos/{repository}/git/trees", new { tree = new[] { entry } });
        var commit = await driver.Forge.MustAsync(
            "POST", $"repos/{repository}/git/commits", new { message = "x", tree = $"{tree["sha"]}" });
        await driver.Forge.MustAsync(
            "PATCH", $"repos/{repository}/git/refs/heads/main", new { sha = $"{commit["sha"]}", force = true });

        Assert.Equal(ReadingProblems.ArchiveTooLarge, Assert.Single((await ReadAsync(repository)).Problems).Code);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[900 * 1024];
        random.NextBytes(bytes);
        return bytes;
    }

    private Task<Core.Primitives.Result<RepositoryArchive>> ReadAsync(RepositoryName repository) =>
        driver.Reading.ArchiveAsync(
            repository, "main", path => path.EndsWith("catalog-info.yaml", StringComparison.Ordinal), Cancel);
}
