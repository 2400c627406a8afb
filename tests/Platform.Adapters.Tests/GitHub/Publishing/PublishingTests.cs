using Octokit;
using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

public sealed class PublishingTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private readonly string _organization = forge.NewOrganization();

    [Fact]
    public async Task A_published_repository_is_one_commit_of_the_tasks_author_and_time()
    {
        using var driver = new PublishDriver(forge, _organization);

        Assert.Null(await driver.PublishAsync());

        var commits = await driver.Forge.Repository.Commit.GetAll(_organization, "orders");
        var commit = Assert.Single(commits);
        Assert.Equal(driver.CommitSha, commit.Sha);
        Assert.Equal(("Platform", PublishDriver.AuthoredAt), (commit.Commit.Author.Name, commit.Commit.Author.Date));
        Assert.Empty(commit.Parents);
        var tree = await driver.Forge.Git.Tree.GetRecursive(_organization, "orders", commit.Sha);
        var files = tree.Tree.Where(item => item.Type == TreeType.Blob)
            .OrderBy(item => item.Path, StringComparer.Ordinal).ToList();
        Assert.Equal(
            [("README.md", "100644"), ("docs/link", "120000"), ("logo.bin", "100644"), ("run.sh", "100755")],
            files.Select(item => (item.Path, item.Mode)));
        var binary = await driver.Forge.Git.Blob.Get(_organization, "orders", files[2].Sha);
        Assert.Equal([0, 1, 2, 255], Convert.FromBase64String(binary.Content));
    }

    [Fact]
    public async Task Hooks_and_topics_are_there_before_the_push_and_the_description_loses_its_mark_after_it()
    {
        var transport = new FaultyTransport(null, 0);
        using var driver = new PublishDriver(forge, _organization, transport);

        Assert.Null(await driver.PublishAsync());

        var calls = transport.Requests.Select(call => call.Replace($"/repos/{_organization}/orders", string.Empty)).ToList();
        Assert.Equal($"POST /orgs/{_organization}/repos", calls[0]);
        Assert.Equal(
            [
                "GET /git/ref/heads/main", "GET /hooks", "POST /hooks", "PUT /topics", "POST /git/blobs", "POST /git/trees",
                "POST /git/commits", "GET /git/ref/heads/main", "PATCH /git/refs/heads/main", "PATCH ",
            ],
            calls.Skip(1).SkipWhile(call => call == "GET /git/ref/heads/main").Where(call => !call.StartsWith("GET /git/commits"))
                .Prepend("GET /git/ref/heads/main"));
        var repository = await driver.Forge.Repository.Get(_organization, "orders");
        Assert.Equal("Takes orders", repository.Description);
        Assert.Equal(["golden-path", "node-service"], repository.Topics.Order());
        Assert.True(repository.Private);
    }

    [Fact]
    public async Task Every_step_can_be_repeated_without_doubling_anything()
    {
        using var driver = new PublishDriver(forge, _organization);
        Assert.Null(await driver.PublishAsync());
        var (handle, sha) = (driver.Handle!, driver.CommitSha);

        // The description lost its mark, so that creating again must refuse; everything after it is repeatable.
        Assert.Equal("repository-name-taken", (await driver.PublishAsync())?.Code);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.True((await driver.Source.ConfigureAsync(handle, driver.Settings, cancellation)).IsOk);
        Assert.True((await driver.Source.PushAsync(handle, sha!, cancellation)).IsOk);
        Assert.True((await driver.Source.FinishAsync(handle, driver.Settings, cancellation)).IsOk);

        Assert.Single(await driver.Forge.Repository.Hooks.GetAll(_organization, "orders"));
        Assert.Single(await driver.Forge.Repository.Commit.GetAll(_organization, "orders"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repository_that_was_archived_meanwhile_is_named_and_left_as_it_is(bool isOurs)
    {
        using var driver = new PublishDriver(forge, _organization);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.True((await driver.Source.CreateOrAdoptAsync(driver.Request, cancellation)).IsOk);
        await driver.Forge.Repository.Edit(_organization, "orders", new RepositoryUpdate { Name = "orders", Archived = true });
        driver.Request = isOurs ? driver.Request : driver.Request with { TaskId = $"task-{Guid.NewGuid():N}" };

        var again = await driver.Source.CreateOrAdoptAsync(driver.Request, cancellation);
        var found = await driver.Source.AdoptAsync(driver.Request, cancellation);

        Assert.Equal(isOurs ? "repository-archived" : "repository-name-taken", Assert.Single(again.Problems).Code);
        var problem = Assert.Single(found.Problems);
        Assert.Equal("repository-archived", problem.Code);
        Assert.Contains("was archived", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{_organization}/orders", problem.Message, StringComparison.Ordinal);
        Assert.Empty(await driver.Forge.Repository.Hooks.GetAll(_organization, "orders"));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_commit_in_another_attempt()
    {
        using var driver = new PublishDriver(forge, _organization);
        using var other = new PublishDriver(forge, forge.NewOrganization());

        Assert.Null(await driver.PublishAsync());
        Assert.Null(await other.PublishAsync());

        Assert.Equal(driver.CommitSha, other.CommitSha);
    }

    [Fact]
    public async Task A_repository_that_died_before_it_was_recorded_is_adopted()
    {
        using var first = new PublishDriver(forge, _organization);
        using var second = new PublishDriver(forge, _organization, taskId: first.Request.TaskId);
        var cancellation = TestContext.Current.CancellationToken;
        var created = await first.Source.CreateOrAdoptAsync(first.Request, cancellation);

        Assert.Null(await second.PublishAsync());

        Assert.Equal(created.Value!.Id, second.Handle!.Id);
        Assert.True(second.Handle.Adopted);
        Assert.Single(await first.Forge.Repository.GetAllForOrg(_organization));
    }

    [Fact]
    public async Task A_repository_of_another_task_is_refused_and_stays_as_it_is()
    {
        using var theirs = new PublishDriver(forge, _organization);
        await theirs.Source.CreateOrAdoptAsync(theirs.Request, TestContext.Current.CancellationToken);
        using var ours = new PublishDriver(forge, _organization);

        var problem = await ours.PublishAsync();
        var undone = await ours.UndoAsync();

        Assert.Equal("repository-name-taken", problem?.Code);
        Assert.Contains($"task {theirs.Request.TaskId}", problem!.Message);
        Assert.Equal(UndoResult.NothingThere, undone.Result);
        Assert.Contains("did not make it", undone.Reason);
        Assert.False((await ours.Forge.Repository.Get(_organization, "orders")).Archived);
    }

    [Fact]
    public async Task A_persons_repository_is_refused_with_what_to_do_about_it()
    {
        using var driver = new PublishDriver(forge, _organization);
        await driver.Forge.Repository.Create(_organization, new NewRepository("orders") { AutoInit = true });

        var problem = await driver.PublishAsync();

        Assert.Equal(("repository-name-taken", $"{_organization}/orders"), (problem?.Code, problem?.Value?.ToString()));
        Assert.Contains("register the existing repository", problem!.Message);
    }

    [Fact]
    public async Task A_branch_that_somebody_moved_is_not_overwritten()
    {
        using var driver = new PublishDriver(forge, _organization);
        var cancellation = TestContext.Current.CancellationToken;
        var handle = (await driver.Source.CreateOrAdoptAsync(driver.Request, cancellation)).Value!;
        handle = (await driver.RetryAsync(token => driver.Source.WaitUntilReadyAsync(driver.Request, handle, token))).Value!;
        await driver.Forge.Repository.Content.CreateFile(
            _organization, "orders", "theirs.txt", new CreateFileRequest("Theirs", "x", "main"));
        var request = PublishDriver.CommitOf(CommitEntry.Inline("a", "100644", "b"));
        var commit = await driver.Source.CommitAsync(handle, request, cancellation);

        var pushed = await driver.Source.PushAsync(handle, commit.Value!, cancellation);

        Assert.Equal("branch-moved", pushed.Problems.Single().Code);
        Assert.Equal(2, (await driver.Forge.Repository.Commit.GetAll(_organization, "orders")).Count);
    }

    [Fact]
    public async Task Another_default_branch_replaces_the_first_one_however_often_it_is_asked_for()
    {
        using var driver = new PublishDriver(forge, _organization);
        driver.Request = driver.Request with { DefaultBranch = "trunk" };
        var created = (await driver.Source.CreateOrAdoptAsync(driver.Request, TestContext.Current.CancellationToken)).Value!;
        await driver.RetryAsync(token => driver.Source.WaitUntilReadyAsync(driver.Request, created, token));

        var again = await driver.RetryAsync(token => driver.Source.WaitUntilReadyAsync(driver.Request, created, token));

        Assert.Equal("trunk", again.Value?.DefaultBranch);
        Assert.Equal("trunk", (await driver.Forge.Repository.Get(_organization, "orders")).DefaultBranch);
        var branches = await driver.Forge.Repository.Branch.GetAll(_organization, "orders");
        Assert.Equal(["trunk"], branches.Select(branch => branch.Name));
    }

    [Fact]
    public async Task More_files_than_a_tree_takes_are_still_one_commit()
    {
        using var driver = new PublishDriver(forge, _organization);
        var cancellation = TestContext.Current.CancellationToken;
        var handle = (await driver.Source.CreateOrAdoptAsync(driver.Request, cancellation)).Value!;
        handle = (await driver.RetryAsync(token => driver.Source.WaitUntilReadyAsync(driver.Request, handle, token))).Value!;
        var files = Enumerable.Range(0, 1_100).Select(i => CommitEntry.Inline($"d{i % 10}/f{i}", "100644", $"{i}")).ToArray();

        var commit = await driver.Source.CommitAsync(handle, PublishDriver.CommitOf(files), cancellation);
        Assert.True((await driver.Source.PushAsync(handle, commit.Value!, cancellation)).IsOk);

        var tree = await driver.Forge.Git.Tree.GetRecursive(_organization, "orders", commit.Value);
        Assert.Equal(1_100, tree.Tree.Count(item => item.Type == TreeType.Blob));
    }

    [Fact]
    public async Task An_empty_workspace_is_not_published()
    {
        using var driver = new PublishDriver(forge, _organization);
        var handle = (await driver.Source.CreateOrAdoptAsync(driver.Request, TestContext.Current.CancellationToken)).Value!;

        var commit = await driver.Source.CommitAsync(handle, PublishDriver.CommitOf(), TestContext.Current.CancellationToken);

        Assert.Equal("nothing-to-commit", commit.Problems.Single().Code);
    }
}
