using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Tests.GitHub.Reading;

public sealed class FolderTests(ReadingDriver driver) : IClassFixture<ReadingDriver>
{
    [Fact]
    public async Task A_folder_of_a_branch_comes_with_all_below_it()
    {
        var repository = await TemplatesAsync();

        var folder = (await ReadAsync($"{repository}/tree/main/skeletons/service")).Value!;

        Assert.Equal("skeletons/service", folder.Path);
        Assert.Equal(
            [("skeletons/service/README.md", "# größer"), ("skeletons/service/src/a.txt", "a")],
            folder.Files.Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span))).Order());
        Assert.All(folder.Files, file => Assert.Equal("100644", file.Mode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/tree/main")]
    [InlineData("/tree/main/")]
    public async Task A_repository_or_branch_is_all_of_it(string below)
    {
        var read = await ReadAsync($"{await TemplatesAsync()}{below}");

        Assert.True(read.IsOk, string.Join("; ", read.Problems));
        var folder = read.Value;
        Assert.Equal(string.Empty, folder.Path);
        Assert.Contains(folder.Files, file => file.Path == "other/b.txt");
    }

    [Fact]
    public async Task An_address_of_a_file_is_that_file()
    {
        var folder = (await ReadAsync($"{await TemplatesAsync()}/blob/main/other/b.txt")).Value!;

        Assert.Equal(folder.Path, Assert.Single(folder.Files).Path);
    }

    [Theory]
    [InlineData("/tree/main/nowhere", "skeleton-missing")]
    [InlineData("/tree/no-such-branch/other", "skeleton-missing")]
    public async Task What_is_not_there_is_a_problem(string below, string code)
    {
        var folder = await ReadAsync($"{await TemplatesAsync()}{below}");

        Assert.Contains(Assert.Single(folder.Problems).Code, new[] { code, "repository-not-found", "branch-missing" });
    }

    [Theory]
    [InlineData("https://gitlab.example.com/acme/orders/tree/main/skeleton")]
    [InlineData("https://169.254.169.254/acme/orders/tree/main/skeleton")]
    [InlineData("https://user:password@github.com/acme/orders/tree/main/skeleton")]
    [InlineData("https://github.com.evil.example/acme/orders")]
    public async Task Another_host_is_not_asked(string url)
    {
        var folder = await driver.Folders.ReadAsync(new Uri(url), TestContext.Current.CancellationToken);

        Assert.Equal("skeleton-not-local", Assert.Single(folder.Problems).Code);
    }

    private async Task<RepositoryName> TemplatesAsync()
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.PushAsync(
            repository,
            ("skeletons/service/README.md", "# größer"), ("skeletons/service/src/a.txt", "a"), ("skeletons/serviceful", "no"),
            ("other/b.txt", "b"));
        return repository;
    }

    private Task<Result<RepositoryFolder>> ReadAsync(string path) =>
        driver.Folders.ReadAsync(new Uri($"https://github.com/{path}"), TestContext.Current.CancellationToken);
}
