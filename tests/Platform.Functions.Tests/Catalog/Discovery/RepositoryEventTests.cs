using System.Text.Json.Nodes;
using Platform.TestKit.Catalog.Discovery;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>What becomes of repositories as a whole, told by webhooks.</summary>
public sealed class RepositoryEventTests
{
    private const string Descriptor = "catalog-info.yaml";

    [Fact]
    public async Task A_renamed_repository_takes_its_entities_along()
    {
        await using var world = await StartAsync();
        var before = await world.FindAsync("one");

        await world.Organization.RenameAsync("one", "two");
        await world.IsAsync("one", entity => entity.LocationOf()?.Contains("/two/blob/main/") == true);
        await world.Organization.PushAsync("two", (Descriptor, DiscoveryWorld.Component("one", "renamed")));
        await world.IsAsync("one", entity => entity.DescriptionOf() == "renamed");

        Assert.Equal((string)before!["metadata"]!["uid"]!, (string)(await world.FindAsync("one"))!["metadata"]!["uid"]!);
    }

    [Fact]
    public async Task Two_renames_end_at_the_last_name_in_whatever_order_they_are_told()
    {
        await using var world = await StartAsync();
        await world.Organization.FaultWebhookAsync("reordered-webhook", "repository", delayMilliseconds: 3000);

        await world.Organization.RenameAsync("one", "two");
        await world.Organization.RenameAsync("two", "three");

        await world.IsAsync("one", entity => entity.LocationOf()?.Contains("/three/blob/main/") == true);
        await world.DeliveredAsync();
        Assert.Contains("/three/blob/main/", (await world.FindAsync("one")).LocationOf());
    }

    [Fact]
    public async Task A_push_that_is_told_after_the_rename_does_not_bring_the_old_name_back()
    {
        await using var world = await StartAsync();
        await world.Organization.FaultWebhookAsync("late-webhook", "push", delayMilliseconds: 2000);
        await world.Organization.PushAsync("one", (Descriptor, DiscoveryWorld.Component("one", "second")));
        await world.Organization.RenameAsync("one", "two");

        await world.IsAsync(
            "one", entity => entity.LocationOf()?.Contains("/two/") == true && entity.DescriptionOf() == "second");
        await world.DeliveredAsync();

        Assert.Contains("/two/", (await world.FindAsync("one")).LocationOf());
    }

    [Fact]
    public async Task A_transferred_repository_takes_its_entities_along()
    {
        await using var world = await StartAsync();
        using var heir = await OrganizationDriver.OpenAsync($"heir-{Guid.NewGuid():N}"[..16]);
        await heir.HookAsync(new Uri(world.Host.ApiAddress, "github/webhooks"), world.Host.WebhookSecret);

        await world.Organization.TransferAsync("one", heir.Name);

        await world.IsAsync("one", entity => entity.LocationOf()?.Contains($"/{heir.Name}/one/") == true);
    }

    [Fact]
    public async Task An_archived_repository_keeps_its_entities_and_they_say_so()
    {
        await using var world = await StartAsync();

        await world.Organization.ChangeAsync("one", new { archived = true });
        await world.IsAsync("one", IsMarked);
        await world.Organization.ChangeAsync("one", new { archived = false });
        await world.IsAsync("one", entity => entity is not null && !IsMarked(entity));
    }

    [Fact]
    public async Task A_deleted_repository_takes_its_entities_with_it()
    {
        await using var world = await StartAsync();
        await world.Organization.CreateAsync("other", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("other")));
        await world.IsAsync("other", entity => entity is not null);

        await world.Organization.DeleteAsync("one");

        await world.IsAsync("one", entity => entity is null);
        await world.HasAsync(["other"]);
    }

    [Fact]
    public async Task Deleting_much_at_once_waits_for_somebodys_word()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        var many = string.Join("\n---\n", Enumerable.Range(0, 12).Select(i => DiscoveryWorld.Component($"c{i}")));
        await world.Organization.CreateAsync("many", ("README.md", "#"), (Descriptor, many));
        await world.IsAsync("c11", entity => entity is not null);

        await world.Organization.DeleteAsync("many");

        await TestKit.Services.Eventually.HoldsAsync(
            async () => (await world.Client.GetStringAsync("catalog/removals/held")).Contains("component:default/c11"),
            TestContext.Current.CancellationToken,
            "the removal is held");
        await world.HasAsync(["c0", "c11"]);
    }

    [Fact]
    public async Task Another_default_branch_is_read_instead()
    {
        await using var world = await StartAsync();
        var commit = await world.Organization.CommitAsync(
            "one", await world.Organization.HeadAsync("one"), (Descriptor, DiscoveryWorld.Component("one", "trunk")));
        await world.Organization.BranchAsync("one", "trunk", commit);

        await world.Organization.ChangeAsync("one", new { default_branch = "trunk" });

        await world.IsAsync(
            "one", entity => entity.DescriptionOf() == "trunk" && entity.LocationOf()!.Contains("/blob/trunk/"));
    }

    private static bool IsMarked(JsonNode? entity) =>
        (string?)entity?["metadata"]?["annotations"]?["platform.functions/repository-archived"] == "true";

    private static async Task<DiscoveryWorld> StartAsync()
    {
        var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync("one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")));
        await world.IsAsync("one", entity => entity is not null);
        return world;
    }
}
