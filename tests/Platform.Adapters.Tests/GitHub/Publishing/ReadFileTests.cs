using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

public sealed class ReadFileTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    [Fact]
    public async Task A_file_is_read_at_a_commit_and_at_a_branch()
    {
        using var driver = await PublishedAsync();

        Assert.Equal("#!/bin/sh\necho größer\n", (await ReadAsync(driver, "run.sh", driver.CommitSha!)).Value);
        Assert.Equal("# Orders\n", (await ReadAsync(driver, "README.md", "main")).Value);
    }

    [Theory]
    [InlineData("missing.txt", "file-not-found")]
    [InlineData("docs", "file-not-found")]
    [InlineData("logo.bin", "file-not-text")]
    public async Task What_is_no_text_file_is_a_problem_that_names_it(string path, string code)
    {
        using var driver = await PublishedAsync();

        var problem = (await ReadAsync(driver, path, "main")).Problems.Single();

        Assert.Equal((code, path), (problem.Code, problem.Value?.ToString()));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_not_read()
    {
        using var driver = await PublishedAsync();

        Assert.Equal("file-too-large", (await ReadAsync(driver, "README.md", "main", maxBytes: 8)).Problems.Single().Code);
        Assert.True((await ReadAsync(driver, "README.md", "main", maxBytes: 9)).IsOk);
    }

    private static Task<Core.Primitives.Result<string>> ReadAsync(
        PublishDriver driver, string path, string reference, int maxBytes = 1024 * 1024) =>
        driver.Source.ReadFileAsync(driver.Request.Repository, path, reference, maxBytes, TestContext.Current.CancellationToken);

    private async Task<PublishDriver> PublishedAsync()
    {
        var driver = new PublishDriver(forge, forge.NewOrganization());
        Assert.Null(await driver.PublishAsync());
        return driver;
    }
}
