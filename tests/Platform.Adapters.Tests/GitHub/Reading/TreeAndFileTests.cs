using Platform.Core.SourceControl;
using Platform.TestKit.Forge;

namespace Platform.Adapters.Tests.GitHub.Reading;

public sealed class TreeAndFileTests(ReadingDriver driver) : IClassFixture<ReadingDriver>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tree_has_every_file_wherever_it_is()
    {
        var repository = await driver.NewRepositoryAsync();
        var commit = await driver.PushAsync(repository, ("a.txt", "1"), ("b/c.txt", "22"), ("b/d/e ü.txt", "333"));

        foreach (var reference in new[] { commit, "main" })
        {
            var tree = (await driver.Reading.TreeAsync(repository, reference, null, Cancel)).Value!;
            Assert.Equal(
                [("a.txt", 1L), ("b/c.txt", 2L), ("b/d/e ü.txt", 3L)],
                tree.Files.Select(file => (file.Path, file.Size)).Order());
        }
    }

    [Fact]
    public async Task A_listing_of_files_that_is_cut_off_is_completed_folder_by_folder()
    {
        await using var small = new ReadingDriver { Forge = new ForgeDriver { MaxTreeEntries = 4 } };
        await small.InitializeAsync();
        var repository = await small.NewRepositoryAsync();
        var files = Enumerable.Range(0, 9).Select(i => ($"f{i % 3}/g{i % 2}/{i}.txt", $"{i}")).Append(("x.txt", "x")).ToArray();
        await small.PushAsync(repository, files);

        var tree = await small.Reading.TreeAsync(repository, "main", null, Cancel);

        Assert.Equal(files.Select(file => file.Item1).Order(), tree.Value!.Files.Select(file => file.Path).Order());
    }

    [Fact]
    public async Task What_has_not_changed_is_answered_without_a_body()
    {
        var repository = await driver.NewRepositoryAsync();
        var reading = driver.Reading;
        var head = (await reading.HeadAsync(repository, "main", null, Cancel)).Value!;
        var tree = (await reading.TreeAsync(repository, "main", null, Cancel)).Value!;
        var file = (await reading.FileAsync(repository, "README.md", "main", null, Cancel)).Value!;

        Assert.True((await reading.HeadAsync(repository, "main", head.Tag, Cancel)).Value!.NotModified);
        Assert.True((await reading.TreeAsync(repository, "main", tree.Tag, Cancel)).Value!.NotModified);
        Assert.True((await reading.FileAsync(repository, "README.md", "main", file.Tag, Cancel)).Value!.NotModified);
        Assert.Equal(3, (await driver.StatusesAsync(repository.Owner)).Count(status => status == 304));
    }

    [Fact]
    public async Task A_tag_of_before_a_change_brings_the_change()
    {
        var repository = await driver.NewRepositoryAsync();
        var before = (await driver.Reading.HeadAsync(repository, "main", null, Cancel)).Value!;
        var commit = await driver.PushAsync(repository, ("a.txt", "1"));

        var after = (await driver.Reading.HeadAsync(repository, "main", before.Tag, Cancel)).Value!;

        Assert.Equal((commit, false), (after.Sha, after.NotModified));
        Assert.NotEqual(before.Tag, after.Tag);
    }

    [Fact]
    public async Task A_file_is_the_same_by_its_path_and_by_its_contents_address()
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.PushAsync(repository, ("größe/a b.txt", "größer\n"));
        var address = (await driver.Reading.TreeAsync(repository, "main", null, Cancel)).Value!.Files.Single().Sha;

        var file = (await driver.Reading.FileAsync(repository, "größe/a b.txt", "main", null, Cancel)).Value!;

        Assert.Equal(("größer\n", address), (file.Text, file.Sha));
        Assert.Equal("größer\n", (await driver.Reading.BlobAsync(repository, address, Cancel)).Value);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_of_its_own()
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.PushAsync(repository, ("folder/a.txt", "1"), ("large.txt", new string('x', (1024 * 1024) + 1)));
        var reading = driver.Reading;

        Assert.Equal(ReadingProblems.BranchMissing, Code(await reading.HeadAsync(repository, "other", null, Cancel)));
        Assert.Equal(ReadingProblems.BranchMissing, Code(await reading.TreeAsync(repository, "other", null, Cancel)));
        Assert.Equal(ReadingProblems.FileNotFound, Code(await reading.FileAsync(repository, "b.txt", "main", null, Cancel)));
        Assert.Equal(ReadingProblems.FileNotFound, Code(await reading.FileAsync(repository, "folder", "main", null, Cancel)));
        Assert.Equal("file-too-large", Code(await reading.FileAsync(repository, "large.txt", "main", null, Cancel)));
        Assert.Equal(ReadingProblems.FileNotFound, Code(await reading.BlobAsync(repository, new string('0', 40), Cancel)));
    }

    [Fact]
    public async Task A_repository_without_a_commit_says_so()
    {
        var organization = driver.Forge.NewOrganization();
        await driver.Forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = "empty" });
        var repository = Core.Scaffolding.Publishing.RepositoryName.Create(organization, "empty");

        Assert.Contains(
            Code(await driver.Reading.HeadAsync(repository, "main", null, Cancel)),
            new[] { ReadingProblems.RepositoryEmpty, ReadingProblems.BranchMissing });
        Assert.Equal(ReadingProblems.RepositoryEmpty, Code(await driver.Reading.TreeAsync(repository, "main", null, Cancel)));
    }

    private static string Code<T>(Core.Primitives.Result<T> result) => Assert.Single(result.Problems).Code;
}
