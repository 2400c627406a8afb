using System.Text;
using Platform.Core.Catalog.Proposals;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.PullRequests;

/// <summary>Against the forge: what becomes of a repository without a descriptor.</summary>
public sealed class CatalogProposerTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private const string Descriptor = "catalog-info.yaml";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_one_pull_request_that_says_why_each_field_was_proposed()
    {
        using var driver = await ProposalDriver.StartAsync(forge);

        var record = await driver.LookAsync();
        var again = await driver.LookAsync();

        var pull = Assert.Single(await driver.PullsAsync());
        Assert.Equal((ProposalState.Open, 1, $"{pull["html_url"]}"), (record!.State, record.Number, $"{record.Url}"));
        Assert.Equal((ProposalState.Open, 1), (again!.State, again.Number));
        Assert.Equal(
            ("Describe orders in the catalog", "platform/catalog-info", "main", false),
            ($"{pull["title"]}", $"{pull["head"]!["ref"]}", $"{pull["base"]!["ref"]}", (bool)pull["draft"]!));
        var body = $"{pull["body"]}";
        Assert.Contains("- `spec.owner` = `group:default/a`: It is whom line 1 of CODEOWNERS (`*`) names: @\u200bacme/a.", body);
        Assert.Contains("- `metadata.description` = `Takes orders.`: It is how README.md begins.", body);
        Assert.Contains("- `spec.type` = `other`:", body);
        Assert.Contains("close this pull request: you won't be asked again", body);
        Assert.Equal(
            $"""
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: orders
              description: Takes orders.
              annotations:
                github.com/project-slug: {driver.Organization.Name}/orders
            spec:
              type: other
              lifecycle: unknown
              owner: group:default/a

            """, await FileAsync(driver, "platform/catalog-info"));
        Assert.Null(await FileAsync(driver, "main"));
        var entry = Assert.Single(driver.Catalog.Audit.Entries);
        Assert.Equal(
            ("catalog proposal opened", $"{driver.Organization.Name}/orders", $"pull request {record.Url}"),
            (entry.What, Assert.Single(entry.Subjects), entry.Detail));
    }

    [Fact]
    public async Task Without_an_owner_it_is_a_draft_that_asks_for_one()
    {
        using var driver = await ProposalDriver.StartAsync(forge, files: ("README.md", "# Orders\n"));

        await driver.LookAsync();

        var pull = Assert.Single(await driver.PullsAsync());
        Assert.True((bool)pull["draft"]!);
        Assert.Contains("Please say who owns it first.", $"{pull["body"]}");
        Assert.Contains(
            "  owner: group:default/owner-unknown # who owns this?\n", await FileAsync(driver, "platform/catalog-info"));
    }

    [Fact]
    public async Task Several_components_stand_in_one_file()
    {
        using var driver = await ProposalDriver.StartAsync(
            forge, files: [("services/a/go.mod", "m"), ("services/b/Dockerfile", "FROM x"), ("CODEOWNERS", "* @acme/a")]);

        await driver.LookAsync();

        Assert.Equal(2, (await FileAsync(driver, "platform/catalog-info"))!.Split("kind: Component").Length - 1);
        Assert.Contains("### `services/b`", $"{(await driver.PullsAsync())[0]["body"]}");
    }

    [Theory]
    [InlineData("*=off")]
    [InlineData("")]
    [InlineData("somebody-else=propose")]
    public async Task Where_the_policy_does_not_say_so_nothing_is_asked_for(string policy)
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        var before = await driver.Organization.SequenceAsync();

        Assert.Null(await driver.LookAsync(policy));

        Assert.Empty(await driver.Organization.RequestsAsync(before));
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_be_proposed_and_changes_nothing()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        var before = await driver.Organization.SequenceAsync();

        var record = await driver.LookAsync("*=dry-run");

        Assert.Equal(ProposalState.DryRun, record!.State);
        Assert.Contains("name: orders", record.Text);
        Assert.All(await driver.Organization.RequestsAsync(before), request => Assert.StartsWith("GET ", request.Call));
        Assert.Equal(ProposalState.Open, (await driver.LookAsync())!.State);
    }

    [Fact]
    public async Task Somebody_who_closes_it_is_not_asked_again()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        await driver.LookAsync();
        await driver.SendAsync(HttpMethod.Patch, "pulls/1", new { state = "closed" });
        await driver.Organization.PushAsync(ProposalDriver.Repository, ("src/a.go", "package a"));

        var record = await driver.LookAsync();
        await driver.LookAsync();

        Assert.Equal(ProposalState.Declined, record!.State);
        Assert.Equal("closed", $"{Assert.Single(await driver.PullsAsync())["state"]}");
    }

    [Fact]
    public async Task It_is_closed_with_a_comment_when_a_descriptor_comes_otherwise()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        await driver.LookAsync();
        await driver.Organization.PushAsync(ProposalDriver.Repository, (Descriptor, new EntityBuilder().Text()));

        var record = await driver.LookAsync();

        Assert.Equal(ProposalState.Described, record!.State);
        Assert.Equal("closed", $"{Assert.Single(await driver.PullsAsync())["state"]}");
        var comment = Assert.Single((await driver.GetAsync("issues/1/comments"))!.AsArray());
        Assert.Contains("has a descriptor now", $"{comment!["body"]}");
        Assert.Null(await driver.GetAsync("git/ref/heads/platform/catalog-info"));
        Assert.Equal(
            ["catalog proposal opened", "catalog proposal closed"], driver.Catalog.Audit.Entries.Select(one => one.What));
    }

    [Fact]
    public async Task One_that_was_merged_stays_merged()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        await driver.LookAsync();
        await driver.SendAsync(HttpMethod.Put, "pulls/1/merge", new { });

        var record = await driver.LookAsync();

        Assert.Equal(ProposalState.Merged, record!.State);
        Assert.Null((await driver.GetAsync("issues/1/comments"))!.AsArray().FirstOrDefault());
    }

    [Fact]
    public async Task What_is_archived_or_a_template_or_empty_is_left_alone()
    {
        using var archived = await ProposalDriver.StartAsync(forge);
        await archived.Organization.ChangeAsync(ProposalDriver.Repository, new { archived = true });
        using var template = await ProposalDriver.StartAsync(forge);
        await template.Organization.ChangeAsync(ProposalDriver.Repository, new { is_template = true });
        using var empty = await ProposalDriver.StartAsync(forge);
        await empty.Organization.DeleteAsync(ProposalDriver.Repository);
        await empty.Organization.CreateAsync(ProposalDriver.Repository);

        Assert.Equal("It is archived.", (await archived.LookAsync())!.Reason);
        Assert.Equal("It is a template.", (await template.LookAsync())!.Reason);
        Assert.Null(await empty.LookAsync());
        foreach (var driver in new[] { archived, template, empty })
        {
            Assert.Empty(await driver.PullsAsync());
        }
    }

    [Fact]
    public async Task A_repository_that_is_described_elsewhere_is_left_alone()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        var entity = new EntityBuilder().With(
            "metadata.annotations",
            new System.Text.Json.Nodes.JsonObject { ["github.com/project-slug"] = driver.Request.Repository });
        await driver.Catalog.Store.WriteAsync([entity.Write(source: "github:acme/all:orders.yaml")], Cancel);

        var record = await driver.LookAsync();

        Assert.Equal(ProposalState.LeftAlone, record!.State);
        Assert.Contains("github:acme/all:orders.yaml", record.Reason);
    }

    [Fact]
    public async Task A_branch_of_that_name_that_is_somebody_else_s_is_left_as_it_is()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        var theirs = await driver.Organization.CommitAsync(
            ProposalDriver.Repository, await driver.Organization.HeadAsync(ProposalDriver.Repository), ("theirs.txt", "x"));
        await driver.Organization.BranchAsync(ProposalDriver.Repository, CatalogProposer.Branch, theirs);

        var record = await driver.LookAsync();

        Assert.Equal(ProposalState.Failed, record!.State);
        Assert.Contains("somebody else", record.Reason);
        Assert.Equal(theirs, $"{(await driver.GetAsync("git/ref/heads/platform/catalog-info"))!["object"]!["sha"]}");
        Assert.Empty(await driver.PullsAsync());
    }

    private static async Task<string?> FileAsync(ProposalDriver driver, string branch) =>
        await driver.GetAsync($"contents/{Descriptor}?ref={branch}") is { } file
            ? Encoding.UTF8.GetString(Convert.FromBase64String($"{file["content"]}".Replace("\n", "")))
            : null;
}
