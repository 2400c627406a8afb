using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

public sealed class SettingsApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task A_ruleset_of_an_organization_is_made_once_and_changed()
    {
        var repository = await forge.NewRepositoryAsync();
        var organization = repository.Split('/')[^2];
        var wanted = new
        {
            name = "all",
            target = "branch",
            enforcement = "evaluate",
            conditions = new
            {
                ref_name = new { include = new[] { "~DEFAULT_BRANCH" }, exclude = Array.Empty<string>() },
                repository_name = new { include = new[] { "~ALL" }, exclude = Array.Empty<string>() },
            },
            rules = new[] { new { type = "deletion" } },
        };

        var made = await forge.MustAsync("POST", $"/orgs/{organization}/rulesets", wanted);
        await forge.MustAsync("PUT", $"/orgs/{organization}/rulesets/{made["id"]}", new { enforcement = "active" });

        var one = Assert.Single((await forge.MustAsync("GET", $"/orgs/{organization}/rulesets")).AsArray())!;
        var rule = Assert.Single((await forge.MustAsync("GET", $"{repository}/rules/branches/main")).AsArray())!;
        Assert.Equal(("all", "active", "Organization"), ($"{one["name"]}", $"{one["enforcement"]}", $"{one["source_type"]}"));
        Assert.Equal(("deletion", "Organization"), ($"{rule["type"]}", $"{rule["ruleset_source_type"]}"));
        Assert.Equal(500, (await forge.SendAsync("POST", $"/orgs/{organization}/rulesets", wanted)).Status);
    }

    [Fact]
    public async Task Topics_are_replaced_as_a_whole()
    {
        var repository = await forge.NewRepositoryAsync();

        await forge.MustAsync("PUT", $"{repository}/topics", new { names = new[] { "One", "two" } });

        Assert.Equal(
            ["one", "two"],
            (await forge.MustAsync("GET", $"{repository}/topics"))["names"]!.AsArray().Select(name => $"{name}"));
        Assert.Equal(
            422,
            (await forge.SendAsync("PUT", $"{repository}/topics", new { names = new[] { "no spaces" } })).Status);
    }

    [Fact]
    public async Task Custom_properties_exist_only_where_they_are_defined()
    {
        var organization = forge.NewOrganization();
        var withProperty = new
        {
            name = "orders",
            custom_properties = new Dictionary<string, string> { ["platform-task"] = "t1" },
        };

        var early = await forge.SendAsync("POST", $"orgs/{organization}/repos", withProperty);
        var definition = new { properties = new[] { new { property_name = "platform-task", value_type = "string" } } };
        await forge.MustAsync("PATCH", $"orgs/{organization}/properties/schema", definition);
        var made = await forge.MustAsync("POST", $"orgs/{organization}/repos", withProperty);

        Assert.Equal(422, early.Status);
        Assert.Equal("t1", made["custom_properties"]!["platform-task"]!.ToString());
        var values = new { properties = new[] { new { property_name = "platform-task", value = "t2" } } };
        await forge.MustAsync("PATCH", $"repos/{organization}/orders/properties/values", values);
        Assert.Equal(
            "t2",
            (await forge.MustAsync("GET", $"repos/{organization}/orders/properties/values"))[0]!["value"]!.ToString());
    }

    [Fact]
    public async Task Variables_are_made_once_and_changed_later()
    {
        var repository = await forge.NewRepositoryAsync();

        await forge.MustAsync("POST", $"{repository}/actions/variables", new { name = "stage", value = "one" });

        Assert.Equal(
            409,
            (await forge.SendAsync("POST", $"{repository}/actions/variables", new { name = "STAGE", value = "x" })).Status);
        await forge.MustAsync("PATCH", $"{repository}/actions/variables/STAGE", new { value = "two" });
        Assert.Equal("two", (await forge.MustAsync("GET", $"{repository}/actions/variables/STAGE"))["value"]!.ToString());
        Assert.Equal(1, (int)(await forge.MustAsync("GET", $"{repository}/actions/variables"))["total_count"]!);
    }

    [Fact]
    public async Task Secrets_are_taken_sealed_and_never_shown()
    {
        var repository = await forge.NewRepositoryAsync();
        var key = await forge.MustAsync("GET", $"{repository}/actions/secrets/public-key");
        var secret = new { encrypted_value = Convert.ToBase64String(new byte[64]), key_id = key["key_id"]!.ToString() };

        var first = await forge.SendAsync("PUT", $"{repository}/actions/secrets/API_KEY", secret);
        var second = await forge.SendAsync("PUT", $"{repository}/actions/secrets/API_KEY", secret);

        Assert.Equal((201, 204), (first.Status, second.Status));
        Assert.Equal(32, Convert.FromBase64String(key["key"]!.ToString()).Length);
        Assert.DoesNotContain(
            "encrypted",
            (await forge.GetAsync($"{repository}/actions/secrets")).Text,
            StringComparison.Ordinal);
        Assert.Equal(
            422,
            (await forge.SendAsync("PUT", $"{repository}/actions/secrets/API_KEY", secret with { key_id = "1" })).Status);
    }

    [Fact]
    public async Task Environments_and_rulesets_are_kept()
    {
        var repository = await forge.NewRepositoryAsync();

        await forge.MustAsync("PUT", $"{repository}/environments/staging", new { wait_timer = 0 });
        var ruleset = await forge.MustAsync(
            "POST",
            $"{repository}/rulesets",
            new
            {
                name = "main",
                enforcement = "active",
                target = "branch",
            });

        Assert.Equal("staging", (await forge.MustAsync("GET", $"{repository}/environments/staging"))["name"]!.ToString());
        Assert.Equal(1, (int)(await forge.MustAsync("GET", $"{repository}/environments"))["total_count"]!);
        Assert.Equal("main", (await forge.MustAsync("GET", $"{repository}/rulesets/{ruleset["id"]}"))["name"]!.ToString());
        Assert.Single((await forge.MustAsync("GET", $"{repository}/rulesets")).AsArray());
    }

    [Fact]
    public async Task A_ruleset_against_forced_updates_comes_too_early_before_them()
    {
        var repository = await forge.NewRepositoryAsync();
        var rules = new
        {
            name = "main",
            enforcement = "active",
            target = "branch",
            rules = new[] { new { type = "non_fast_forward" } },
        };
        await forge.MustAsync("POST", $"{repository}/rulesets", rules);

        var sha = await forge.CommitAsync(repository, new() { ["a"] = "1" });
        var answer = await forge.SendAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha, force = true });

        Assert.Equal(422, answer.Status);
    }
}
