using Octokit;
using Octokit.Internal;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class OctokitTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task Octokit_publishes_a_repository_in_one_commit()
    {
        var (github, organization) = (NewClient(), forge.NewOrganization());
        var made = await github.Repository.Create(
            organization,
            new NewRepository("orders") { AutoInit = true, Description = "Orders" });
        await Eventually.HoldsAsync(() => IsReadableAsync(github, made.Id), TestContext.Current.CancellationToken);

        var tree = new NewTree();
        tree.Tree.Add(
            new NewTreeItem
            {
                Path = "a/b.txt",
                Mode = "100644",
                Type = TreeType.Blob,
                Content = "hello",
            });
        var treeSha = (await github.Git.Tree.Create(organization, "orders", tree)).Sha;
        var commit = await github.Git.Commit.Create(
            organization,
            "orders",
            new NewCommit("First", treeSha) { Author = new Committer("Ada", "ada@example.org", DateTimeOffset.UnixEpoch) });
        await github.Git.Reference.Update(
            organization,
            "orders",
            "heads/main",
            new ReferenceUpdate(commit.Sha, force: true));
        await github.Repository.ReplaceAllTopics(organization, "orders", new RepositoryTopics(["a"]));
        await github.Repository.Actions.Variables.Create(organization, "orders", new Variable("STAGE", "one"));
        var config = new Dictionary<string, string> { ["url"] = "http://127.0.0.1:1/", ["content_type"] = "json" };
        await github.Repository.Hooks.Create(
            organization,
            "orders",
            new NewRepositoryHook("web", config) { Events = ["push"], Active = true });

        Assert.Equal(commit.Sha, (await github.Git.Reference.Get(organization, "orders", "heads/main")).Object.Sha);
        var content = await github.Repository.Content.GetAllContents(organization, "orders", "a/b.txt");
        Assert.Equal("hello", content[0].Content);
        Assert.Equal(made.Id, (await github.Repository.Get(organization, "orders")).Id);
        Assert.Single(await github.Repository.Commit.GetAll(organization, "orders"));
        Assert.Single((await github.Repository.Hooks.GetAll(organization, "orders")));
        await github.Repository.Edit(organization, "orders", new RepositoryUpdate { Name = "orders", Archived = true });
        Assert.True((await github.Repository.Get(made.Id)).Archived);
        await github.Repository.Delete(made.Id);
        await Assert.ThrowsAsync<NotFoundException>(() => github.Repository.Get(made.Id));
    }

    [Fact]
    public async Task Octokit_recognises_a_taken_name_and_limits()
    {
        var (github, organization) = (NewClient(), forge.NewOrganization());
        await github.Repository.Create(organization, new NewRepository("orders"));
        await Assert.ThrowsAsync<RepositoryExistsException>(() =>
            github.Repository.Create(organization, new NewRepository("orders")));
        await forge.MustAsync("POST", "_forge/faults", new { org = organization, fault = "secondary-limit" });
        await Assert.ThrowsAsync<SecondaryRateLimitExceededException>(() => github.Repository.Get(organization, "orders"));
        await forge.MustAsync("POST", "_forge/faults", new { org = organization, fault = "rate-limited" });
        await Assert.ThrowsAsync<RateLimitExceededException>(() => github.Repository.Get(organization, "orders"));
    }

    private static async Task<bool> IsReadableAsync(GitHubClient github, long id)
    {
        try
        {
            return (await github.Git.Reference.Get(id, "heads/main")).Object.Sha.Length == 40;
        }
        catch (ApiException)
        {
            return false;
        }
    }

    private GitHubClient NewClient() =>
        new(
            new Connection(
                new ProductHeaderValue("platform-tests"),
                new Uri(forge.Url, "api/v3/"),
                new InMemoryCredentialStore(new Credentials(forge.Token)),
                new HttpClientAdapter(() => new ContractHandler(new HttpClientHandler { AllowAutoRedirect = false })),
                new SimpleJsonSerializer()));
}
