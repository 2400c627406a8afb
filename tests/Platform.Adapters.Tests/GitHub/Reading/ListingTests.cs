using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Tests.GitHub.Reading;

public sealed class ListingTests(ReadingDriver driver) : IClassFixture<ReadingDriver>
{
    private const string Route = "/orgs/{org}/repos";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_of_an_organisation_is_read()
    {
        var organization = await OrganizationAsync(101);

        var listing = await driver.Reading.ListAsync(organization, Cancel);

        Assert.True(listing.Complete, listing.Reason);
        Assert.Equal(101, listing.Repositories.Select(repository => repository.Name).Distinct().Count());
    }

    [Fact]
    public async Task What_the_platform_needs_of_a_repository_is_in_the_listing()
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.Forge.MustAsync("PATCH", $"repos/{repository}", new { archived = true });

        var listed = Assert.Single((await driver.Reading.ListAsync(repository.Owner, Cancel)).Repositories);

        Assert.Equal((repository, "main", true, false), (listed.Name, listed.DefaultBranch, listed.Archived, listed.Fork));
        Assert.EndsWith($"/{repository}", listed.HtmlUrl.AbsoluteUri);
        Assert.Equal(listed, (await driver.Reading.FindAsync(repository, Cancel)).Value);
    }

    [Fact]
    public async Task A_listing_whose_second_page_stays_away_is_not_complete()
    {
        var organization = await OrganizationAsync(101);
        await driver.FaultAsync(RepositoryName.Create(organization, "any"), "server-error", Route, times: 99, skip: 1);

        var listing = await driver.Reading.ListAsync(organization, Cancel);

        Assert.False(listing.Complete);
        Assert.Contains("page 2", listing.Reason);
        Assert.Equal(100, listing.Repositories.Count);
    }

    [Theory]
    [InlineData("server-error")]
    [InlineData("drop-before")]
    [InlineData("half-body")]
    [InlineData("error-page")]
    public async Task An_error_that_passes_costs_another_attempt_only(string fault)
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.FaultAsync(repository, fault, Route);

        Assert.True((await driver.Reading.ListAsync(repository.Owner, Cancel)).Complete);
    }

    [Theory]
    [InlineData("secondary-limit")]
    [InlineData("too-many-requests")]
    [InlineData("rate-limited")]
    public async Task A_limit_is_sat_out(string fault)
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.FaultAsync(repository, fault, Route);

        Assert.True((await driver.Reading.ListAsync(repository.Owner, Cancel)).Complete);
        Assert.Contains(driver.Waits, wait => wait.Organization == repository.Owner && wait.Delay > TimeSpan.Zero);
    }

    [Fact]
    public async Task An_organisation_that_can_not_be_seen_is_not_an_empty_one()
    {
        var repository = await driver.NewRepositoryAsync();
        await driver.FaultAsync(repository, "not-found", Route, times: 9);

        var listing = await driver.Reading.ListAsync(repository.Owner, Cancel);

        Assert.Equal((false, 0), (listing.Complete, listing.Repositories.Count));
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_a_problem()
    {
        var found = await driver.Reading.FindAsync(RepositoryName.Parse("nobody/nothing"), Cancel);

        Assert.Equal(ReadingProblems.RepositoryNotFound, Assert.Single(found.Problems).Code);
    }

    private async Task<string> OrganizationAsync(int repositories)
    {
        var organization = driver.Forge.NewOrganization();
        for (var i = 0; i < repositories; i++)
        {
            await driver.Forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = $"r{i}" });
        }

        return organization;
    }
}
