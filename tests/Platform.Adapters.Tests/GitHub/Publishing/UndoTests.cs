using Octokit;
using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

public sealed class UndoTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private readonly string _organization = forge.NewOrganization();

    [Fact]
    public async Task An_untouched_repository_is_deleted_and_undoing_again_finds_nothing()
    {
        using var driver = new PublishDriver(forge, _organization);
        Assert.Null(await driver.PublishAsync());

        Assert.Equal(UndoOutcome.Deleted, await driver.UndoAsync());
        Assert.Equal(UndoOutcome.NothingThere, await driver.UndoAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => driver.Forge.Repository.Get(_organization, "orders"));
    }

    [Fact]
    public async Task A_repository_that_never_got_its_commit_is_deleted_at_GitHubs_first_one()
    {
        using var driver = new PublishDriver(forge, _organization);
        var handle = await CreateAsync(driver);

        Assert.Equal(UndoOutcome.Deleted, await UndoAsync(driver, handle, null));
    }

    [Fact]
    public async Task Somebody_elses_commit_archives_it()
    {
        using var driver = new PublishDriver(forge, _organization);
        Assert.Null(await driver.PublishAsync());
        await driver.Forge.Repository.Content.CreateFile(
            _organization, "orders", "theirs.txt", new CreateFileRequest("Theirs", "x", "main"));

        var undone = await driver.UndoAsync();

        Assert.Equal(UndoResult.Archived, undone.Result);
        Assert.Contains("not where this task left it", undone.Reason);
        Assert.True((await driver.Forge.Repository.Get(_organization, "orders")).Archived);
        Assert.Equal(undone, await driver.UndoAsync());
    }

    [Fact]
    public async Task Somebody_elses_branch_archives_it()
    {
        using var driver = new PublishDriver(forge, _organization);
        Assert.Null(await driver.PublishAsync());
        await driver.Forge.Git.Reference.Create(_organization, "orders", new NewReference("refs/heads/idea", driver.CommitSha));

        var undone = await driver.UndoAsync();

        Assert.Equal(UndoResult.Archived, undone.Result);
        Assert.Contains("other branches", undone.Reason);
    }

    [Fact]
    public async Task A_repository_whose_creation_was_never_confirmed_is_archived()
    {
        using var driver = new PublishDriver(forge, _organization);
        await CreateAsync(driver);

        var undone = await UndoAsync(driver, null, null);

        Assert.Equal(UndoResult.Archived, undone.Result);
        Assert.Contains("never confirmed", undone.Reason);
    }

    [Fact]
    public async Task Another_repository_that_took_the_name_is_left_alone()
    {
        using var driver = new PublishDriver(forge, _organization);
        var handle = await CreateAsync(driver);
        await driver.Forge.Repository.Delete(_organization, "orders");
        await driver.Forge.Repository.Create(_organization, new NewRepository("orders") { AutoInit = true });

        var undone = await UndoAsync(driver, handle, null);

        Assert.Equal(UndoResult.LeftAlone, undone.Result);
        Assert.False((await driver.Forge.Repository.Get(_organization, "orders")).Archived);
    }

    [Fact]
    public async Task A_repository_without_our_mark_is_not_deleted_even_with_the_right_id()
    {
        using var driver = new PublishDriver(forge, _organization);
        var handle = await CreateAsync(driver);
        var takenOver = new RepositoryUpdate { Name = "orders", Description = "Taken over" };
        await driver.Forge.Repository.Edit(_organization, "orders", takenOver);

        var undone = await UndoAsync(driver, handle, null);

        Assert.Equal(UndoResult.Archived, undone.Result);
        Assert.Contains("mark", undone.Reason);
    }

    private static async Task<RepositoryHandle> CreateAsync(PublishDriver driver)
    {
        var created = (await driver.RetryAsync(token => driver.Source.CreateOrAdoptAsync(driver.Request, token))).Value!;
        return (await driver.RetryAsync(token => driver.Source.WaitUntilReadyAsync(driver.Request, created, token))).Value!;
    }

    private static Task<UndoOutcome> UndoAsync(PublishDriver driver, RepositoryHandle? handle, string? commitSha) =>
        driver.RetryAsync(token => driver.Source.UndoCreateAsync(
            new(driver.Request.TaskId, driver.Request.Repository, handle, commitSha), token));
}
