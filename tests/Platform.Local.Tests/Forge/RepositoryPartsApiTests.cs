using System.Text.Json.Nodes;
using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

/// <summary>What hangs on a repository. Every call and answer is checked against GitHub's description by the driver.</summary>
public sealed class RepositoryPartsApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI";

    [Fact]
    public async Task Autolinks_are_made_once_read_and_removed()
    {
        var repository = await forge.NewRepositoryAsync();
        var wanted = new { key_prefix = "TICKET-", url_template = "https://acme.com/<num>", is_alphanumeric = false };

        var made = await forge.MustAsync("POST", $"{repository}/autolinks", wanted);

        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/autolinks", wanted)).Status);
        Assert.Equal(
            422, (await forge.SendAsync("POST", $"{repository}/autolinks", wanted with { url_template = "https://x" })).Status);
        Assert.Single((await forge.MustAsync("GET", $"{repository}/autolinks")).AsArray());
        Assert.Equal("TICKET-", $"{(await forge.MustAsync("GET", $"{repository}/autolinks/{made["id"]}"))["key_prefix"]}");
        await forge.MustAsync("DELETE", $"{repository}/autolinks/{made["id"]}");
        Assert.Equal(404, (await forge.SendAsync("DELETE", $"{repository}/autolinks/{made["id"]}")).Status);
    }

    [Fact]
    public async Task A_deploy_key_belongs_to_one_repository()
    {
        var repository = await forge.NewRepositoryAsync();
        var own = $"{Key}{repository.GetHashCode():x8}";
        var made = await forge.MustAsync("POST", $"{repository}/keys", new { title = "Push", key = $"{own} ada@acme" });

        Assert.Equal((own, false), ($"{made["key"]}", (bool)made["read_only"]!));
        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/keys", new { title = "Again", key = own })).Status);
        Assert.Equal(
            422,
            (await forge.SendAsync("POST", $"{await forge.NewRepositoryAsync()}/keys", new { title = "x", key = own })).Status);
        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/keys", new { title = "x", key = "nonsense" })).Status);
        await forge.MustAsync("GET", $"{repository}/keys/{made["id"]}");
        await forge.MustAsync("DELETE", $"{repository}/keys/{made["id"]}");
        Assert.Empty((await forge.MustAsync("GET", $"{repository}/keys")).AsArray());
    }

    [Fact]
    public async Task A_repository_has_one_website_or_none()
    {
        var repository = await forge.NewRepositoryAsync();
        Assert.Equal(404, (await forge.GetAsync($"{repository}/pages")).Status);
        object Source(string branch) => new { build_type = "legacy", source = new { branch, path = "/docs" } };

        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/pages", Source("nothing"))).Status);
        await forge.MustAsync("POST", $"{repository}/pages", Source("main"));

        Assert.Equal(409, (await forge.SendAsync("POST", $"{repository}/pages", Source("main"))).Status);
        Assert.Equal("/docs", $"{(await forge.MustAsync("GET", $"{repository}/pages"))["source"]!["path"]}");
        Assert.True((bool)(await forge.MustAsync("GET", repository))["has_pages"]!);
        await forge.MustAsync("DELETE", $"{repository}/pages");
        Assert.Equal(404, (await forge.SendAsync("DELETE", $"{repository}/pages")).Status);
    }

    [Fact]
    public async Task A_protected_branch_is_neither_rewritten_nor_deleted()
    {
        var repository = await forge.NewRepositoryAsync();
        await PeopleAsync(repository);
        var head = await forge.HeadAsync(repository);
        var path = $"{repository}/branches/main/protection";
        Assert.Equal(404, (await forge.GetAsync(path)).Status);

        await forge.MustAsync("PUT", path, Protection());
        await forge.MustAsync("POST", $"{path}/required_signatures");

        var there = await forge.MustAsync("GET", path);
        Assert.True((bool)there["required_signatures"]!["enabled"]!);
        Assert.Equal("ada", $"{there["restrictions"]!["users"]![0]!["login"]}");
        Assert.Equal(2, (int)there["required_pull_request_reviews"]!["required_approving_review_count"]!);
        var other = await forge.CommitAsync(repository, new() { ["a"] = "a" });
        Assert.Equal(
            422, (await forge.SendAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha = other, force = true })).Status);
        Assert.Equal(422, (await forge.SendAsync("DELETE", $"{repository}/git/refs/heads/main")).Status);
        var next = await forge.CommitAsync(repository, new() { ["a"] = "a" }, head);
        await forge.MustAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha = next });
        await forge.MustAsync("DELETE", $"{path}/required_signatures");
        await forge.MustAsync("DELETE", path);
        Assert.Equal(404, (await forge.SendAsync("DELETE", path)).Status);
        Assert.Equal(404, (await forge.SendAsync("PUT", $"{repository}/branches/nothing/protection", Protection())).Status);
    }

    [Fact]
    public async Task An_environment_has_guards_values_and_branches_of_its_own()
    {
        var repository = await forge.NewRepositoryAsync();
        await PeopleAsync(repository);
        var ada = (long)(await forge.MustAsync("GET", "users/ada"))["id"]!;
        var path = $"{repository}/environments/production";
        var made = await forge.MustAsync("PUT", path, new
        {
            wait_timer = 5,
            prevent_self_review = true,
            reviewers = new[] { new { type = "User", id = ada } },
            deployment_branch_policy = new { protected_branches = false, custom_branch_policies = true },
        });
        Assert.Equal(3, made["protection_rules"]!.AsArray().Count);

        await forge.MustAsync("POST", $"{path}/deployment-branch-policies", new { name = "v*", type = "tag" });
        await forge.MustAsync("POST", $"{path}/variables", new { name = "region", value = "west" });
        await forge.MustAsync("PATCH", $"{path}/variables/REGION", new { value = "east" });
        var key = await forge.MustAsync("GET", $"{path}/secrets/public-key");
        var secret = new { encrypted_value = Convert.ToBase64String(new byte[64]), key_id = $"{key["key_id"]}" };
        await forge.MustAsync("PUT", $"{path}/secrets/API_KEY", secret);
        await forge.MustAsync("PUT", path, new { wait_timer = 1 });

        Assert.Equal(1, (int)(await forge.MustAsync("GET", $"{path}/deployment-branch-policies"))["total_count"]!);
        Assert.Equal("east", $"{(await forge.MustAsync("GET", $"{path}/variables"))["variables"]![0]!["value"]}");
        Assert.Equal("API_KEY", $"{(await forge.MustAsync("GET", $"{path}/secrets"))["secrets"]![0]!["name"]}");
        Assert.Equal(0, (int)(await forge.MustAsync("GET", $"{repository}/actions/secrets"))["total_count"]!);
        await forge.MustAsync("DELETE", $"{path}/variables/REGION");
        await forge.MustAsync("DELETE", $"{path}/secrets/API_KEY");
        await forge.MustAsync("DELETE", path);
        Assert.Equal(404, (await forge.GetAsync($"{path}/variables")).Status);
    }

    [Fact]
    public async Task A_ruleset_can_be_removed()
    {
        var repository = await forge.NewRepositoryAsync();
        var made = await forge.MustAsync("POST", $"{repository}/rulesets", new
        {
            name = "rules",
            target = "branch",
            enforcement = "active",
            rules = new[] { new { type = "deletion" } },
        });

        await forge.MustAsync("DELETE", $"{repository}/rulesets/{made["id"]}");

        Assert.Equal(404, (await forge.SendAsync("DELETE", $"{repository}/rulesets/{made["id"]}")).Status);
    }

    [Fact]
    public async Task People_and_teams_are_let_in()
    {
        var repository = await forge.NewRepositoryAsync();
        await PeopleAsync(repository);
        var (owner, name) = (repository.Split('/')[1], repository.Split('/')[2]);

        await forge.MustAsync("PUT", $"orgs/{owner}/teams/team-a/repos/{owner}/{name}", new { permission = "admin" });
        var member = await forge.SendAsync("PUT", $"{repository}/collaborators/ada", new { permission = "maintain" });
        await PeopleAsync($"repos/{forge.NewOrganization()}/x", "zoe");
        var outsider = await forge.SendAsync("PUT", $"{repository}/collaborators/zoe", new { permission = "pull" });

        Assert.Equal((204, 201), (member.Status, outsider.Status));
        Assert.Equal("admin", $"{(await forge.MustAsync("GET", $"{repository}/teams"))[0]!["permission"]}");
        Assert.Equal(204, (await forge.GetAsync($"{repository}/collaborators/zoe")).Status);
        Assert.Equal(404, (await forge.SendAsync("PUT", $"{repository}/collaborators/nobody-{name}", new { })).Status);
        Assert.Equal(
            404, (await forge.SendAsync("PUT", $"orgs/{owner}/teams/nobody/repos/{owner}/{name}", new { })).Status);
    }

    [Fact]
    public async Task A_repository_is_followed_and_its_tokens_say_what_is_wanted()
    {
        var repository = await forge.NewRepositoryAsync();
        var subject = $"{repository}/actions/oidc/customization/sub";

        Assert.Equal(404, (await forge.GetAsync($"{repository}/subscription")).Status);
        await forge.MustAsync("PUT", $"{repository}/subscription", new { subscribed = true, ignored = false });
        Assert.True((bool)(await forge.MustAsync("GET", $"{repository}/subscription"))["subscribed"]!);
        Assert.Equal(422, (await forge.SendAsync("PUT", subject, new { use_default = false })).Status);
        await forge.MustAsync("PUT", subject, new { use_default = false, include_claim_keys = new[] { "repo", "context" } });
        Assert.Equal("context", $"{(await forge.MustAsync("GET", subject))["include_claim_keys"]![1]}");
    }

    private static object Protection() => new
    {
        required_status_checks = new { strict = true, contexts = new[] { "test" } },
        enforce_admins = true,
        required_pull_request_reviews = new
        {
            required_approving_review_count = 2,
            bypass_pull_request_allowances = new { users = new[] { "ada" }, teams = Array.Empty<string>() },
        },
        restrictions = new { users = new[] { "ada" }, teams = new[] { "team-a" }, apps = Array.Empty<string>() },
        required_linear_history = true,
    };

    private Task<JsonNode> PeopleAsync(string repository, string login = "ada") => forge.MustAsync("POST", "_forge/people", new
    {
        org = repository.Split('/')[1],
        users = new[] { new { login, name = login } },
        teams = new[] { new { name = "Team A", members = new[] { login } } },
    });
}
