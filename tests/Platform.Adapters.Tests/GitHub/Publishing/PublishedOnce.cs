namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>What must be there after <see cref="PublishDriver.PublishEverythingAsync"/>, whatever happened on the way.</summary>
internal static class PublishedOnce
{
    public static async Task AssertAsync(PublishDriver driver, ForgeJournal journal)
    {
        var (organization, repository) = (driver.Request.Repository.Owner, driver.Forge.Repository);
        var effects = await journal.EffectsAsync(organization);
        Assert.Single(effects, "POST /orgs/{org}/repos");
        Assert.Single(effects, "POST /repos/{owner}/{repo}/hooks");
        Assert.Single(await repository.GetAllForOrg(organization));
        Assert.Single(await repository.Hooks.GetAll(organization, "orders"));
        Assert.Equal(driver.CommitSha, Assert.Single(await repository.Commit.GetAll(organization, "orders")).Sha);
        var made = await repository.Get(organization, "orders");
        Assert.Equal(("Takes orders", "trunk"), (made.Description, made.DefaultBranch));
        Assert.Equal("trunk", Assert.Single(await repository.Branch.GetAll(organization, "orders")).Name);
        Assert.Equal(["golden-path", "node-service"], (await repository.GetAllTopics(organization, "orders")).Names.Order());
        var variable = Assert.Single((await repository.Actions.Variables.GetAll(organization, "orders")).Variables);
        Assert.Equal(("TEAM", "a"), (variable.Name, variable.Value));
        Assert.Equal("staging", Assert.Single((await repository.Environment.GetAll(organization, "orders")).Environments).Name);
        Assert.True((await repository.Branch.GetBranchProtection(organization, "orders", "trunk")).EnforceAdmins.Enabled);
        Assert.Equal("API_KEY", Assert.Single((await repository.Actions.Secrets.GetAll(organization, "orders")).Secrets).Name);
        Assert.Equal("team-a", Assert.Single(await repository.GetAllTeams(organization, "orders")).Slug);
        Assert.True(await repository.Collaborator.IsCollaborator(organization, "orders", "ada"));
        Assert.Equal("1", Assert.Single(await repository.CustomProperty.GetAll(organization, "orders")).Value);
    }
}
