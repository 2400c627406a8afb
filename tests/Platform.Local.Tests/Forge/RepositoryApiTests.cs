using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class RepositoryApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task A_repository_is_created_read_and_listed()
    {
        var organization = forge.NewOrganization();

        var made = await forge.MustAsync(
            "POST",
            $"orgs/{organization}/repos",
            new
            {
                name = "orders",
                description = "Orders",
                has_wiki = false,
            });

        var read = await forge.MustAsync("GET", $"repos/{organization}/ORDERS");
        Assert.Equal("Orders", read["description"]!.ToString());
        Assert.False((bool)read["has_wiki"]!);
        Assert.Equal(made["id"]!.ToString(), (await forge.MustAsync("GET", $"repositories/{made["id"]}"))["id"]!.ToString());
        Assert.Equal("orders", (await forge.MustAsync("GET", $"orgs/{organization}/repos"))[0]!["name"]!.ToString());
        Assert.Equal(404, (await forge.GetAsync($"repos/{organization}/others")).Status);
    }

    [Fact]
    public async Task The_first_commit_of_auto_init_comes_after_the_answer()
    {
        await using var slow = new ForgeDriver { InitializeAfter = TimeSpan.FromSeconds(3) };
        await slow.InitializeAsync();
        var organization = slow.NewOrganization();

        await slow.MustAsync("POST", $"orgs/{organization}/repos", new { name = "orders", auto_init = true });

        var blob = new { content = "x" };
        Assert.Equal(409, (await slow.SendAsync("POST", $"repos/{organization}/orders/git/blobs", blob)).Status);
        await Eventually.HoldsAsync(
            async () => (await slow.GetAsync($"repos/{organization}/orders/git/ref/heads/main")).Status == 200,
            TestContext.Current.CancellationToken);
        Assert.Equal(201, (await slow.SendAsync("POST", $"repos/{organization}/orders/git/blobs", blob)).Status);
    }

    [Fact]
    public async Task A_taken_name_is_refused_as_GitHub_refuses_it()
    {
        var repository = await forge.NewRepositoryAsync();

        var answer = await forge.SendAsync("POST", $"orgs/{repository.Split('/')[1]}/repos", new { name = "SERVICE" });

        Assert.Equal(422, answer.Status);
        var error = answer.Body!["errors"]![0]!;
        Assert.Equal("name already exists on this account", error["message"]!.ToString());
        Assert.Equal(("Repository", "custom", "name"), ($"{error["resource"]}", $"{error["code"]}", $"{error["field"]}"));
    }

    [Fact]
    public async Task A_deleted_repository_is_gone_and_its_number_never_comes_back()
    {
        var repository = await forge.NewRepositoryAsync();
        var id = (long)(await forge.MustAsync("GET", repository))["id"]!;

        await forge.MustAsync("DELETE", repository);

        Assert.Equal(404, (await forge.GetAsync(repository)).Status);
        Assert.Equal(404, (await forge.GetAsync($"repositories/{id}")).Status);
        var again = await forge.NewRepositoryAsync(repository.Split('/')[1]);
        Assert.True((long)(await forge.MustAsync("GET", again))["id"]! > id);
    }

    [Fact]
    public async Task An_archived_repository_can_be_read_but_not_changed()
    {
        var repository = await forge.NewRepositoryAsync();

        await forge.MustAsync("PATCH", repository, new { archived = true });

        Assert.Equal(200, (await forge.GetAsync($"{repository}/contents/README.md")).Status);
        Assert.Equal(403, (await forge.SendAsync("PUT", $"{repository}/topics", new { names = new[] { "a" } })).Status);
        await forge.MustAsync("PATCH", repository, new { archived = false });
        await forge.MustAsync("PUT", $"{repository}/topics", new { names = new[] { "a" } });
    }

    [Fact]
    public async Task A_renamed_repository_is_found_by_its_number_and_its_old_name_leads_there()
    {
        var repository = await forge.NewRepositoryAsync();
        var id = (await forge.MustAsync("GET", repository))["id"]!;

        await forge.MustAsync("PATCH", repository, new { name = "renamed" });

        var old = await forge.GetAsync(repository);
        Assert.Equal((301, $"{forge.Url}repositories/{id}"), (old.Status, $"{old.Headers.Location}"));
        Assert.Equal(307, (await forge.SendAsync("PATCH", repository, new { description = "x" })).Status);
        Assert.Equal("renamed", (await forge.MustAsync("GET", $"repositories/{id}"))["name"]!.ToString());
    }

    [Fact]
    public async Task Lists_come_in_pages_that_link_to_each_other()
    {
        var organization = forge.NewOrganization();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await forge.MustAsync("POST", $"orgs/{organization}/repos", new { name });
        }

        var first = await forge.GetAsync($"orgs/{organization}/repos?per_page=2");

        Assert.Equal(2, first.Body!.AsArray().Count);
        var links = first.Headers.GetValues("Link").Single();
        Assert.Contains(
            $"<{forge.Url}orgs/{organization}/repos?per_page=2&page=2>; rel=\"next\"",
            links,
            StringComparison.Ordinal);
        Assert.Single((await forge.GetAsync($"orgs/{organization}/repos?per_page=2&page=2")).Body!.AsArray());
    }

    [Fact]
    public async Task Whatever_has_not_changed_is_answered_by_304()
    {
        var repository = await forge.NewRepositoryAsync();
        var tag = (await forge.GetAsync(repository)).Headers.ETag!;

        using var request = new HttpRequestMessage(HttpMethod.Get, repository);
        request.Headers.IfNoneMatch.Add(tag);
        using var response = await forge.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(304, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_entry_points_are_as_described()
    {
        foreach (var path in new[] { "", "meta", "rate_limit", "user", "users/somebody", $"orgs/{forge.NewOrganization()}" })
        {
            Assert.Equal(200, (await forge.GetAsync("/" + path)).Status);
            Assert.Equal(200, (await forge.GetAsync("/api/v3/" + path)).Status);
        }
    }
}
