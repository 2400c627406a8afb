using System.Text.Json.Nodes;
using Platform.TestKit.Catalog.Discovery;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>From a push in the forge, over a signed webhook of the organisation, to what the catalog says.</summary>
public sealed class PushTests
{
    private const string Descriptor = "catalog-info.yaml";

    [Fact]
    public async Task A_descriptor_that_is_pushed_and_removed_comes_and_goes()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync(
            "one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")),
            ("b/" + Descriptor, DiscoveryWorld.Component("b")));
        await world.IsAsync("one", IsThere);
        await world.IsAsync("b", IsThere);

        await world.Organization.PushAsync("one", (Descriptor, null));

        await world.IsAsync("one", IsGone);
        await world.HasAsync(["b"]);
    }

    [Fact]
    public async Task Only_what_a_push_has_touched_is_read()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync(
            "one", ("a/" + Descriptor, DiscoveryWorld.Component("a")), ("b/" + Descriptor, DiscoveryWorld.Component("b")));
        await world.IsAsync("a", IsThere);
        await world.IsAsync("b", IsThere);
        await world.Organization.PushAsync("one", ("README.md", "# Read by nobody"));
        await world.DeliveredAsync();
        var after = await world.Organization.SequenceAsync();

        await world.Organization.PushAsync("one", ("a/" + Descriptor, DiscoveryWorld.Component("a", "second")));
        await world.IsAsync("a", entity => entity.DescriptionOf() == "second");

        Assert.Equal(
            [$"/repos/{world.Organization.Name}/one/contents/a/catalog-info.yaml"],
            (await world.Organization.RequestsAsync(after)).Where(IsContents).Select(request => request.Path));
    }

    [Fact]
    public async Task What_is_moved_stays_the_same_entity()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync("one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")));
        await world.IsAsync("one", IsThere);
        var before = await world.FindAsync("one");

        await world.Organization.PushAsync(
            "one", (Descriptor, null), ("services/one/" + Descriptor, DiscoveryWorld.Component("one", "moved")));

        await world.IsAsync("one", entity => entity.LocationOf()?.EndsWith("/services/one/catalog-info.yaml") == true);
        var entity = await world.FindAsync("one");
        Assert.Equal((string)before!["metadata"]!["uid"]!, (string)entity!["metadata"]!["uid"]!);
        Assert.Equal("moved", entity.DescriptionOf());
    }

    [Fact]
    public async Task A_text_that_a_descriptor_reads_is_read_again_when_it_changes()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        var api = new TestKit.Catalog.EntityBuilder().With("kind", "API").Named("orders")
            .With("spec.type", "openapi").With("spec.definition", new JsonObject { ["$text"] = "./openapi.yaml" });
        await world.Organization.CreateAsync("one", ("openapi.yaml", "first"), (Descriptor, api.Text()));
        await DefinitionIsAsync(world, "first");

        await world.Organization.PushAsync("one", ("openapi.yaml", "second"));

        await DefinitionIsAsync(world, "second");
    }

    [Fact]
    public async Task A_forced_push_takes_back_what_it_drops()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync("one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")));
        var ancestor = await world.Organization.HeadAsync("one");
        await world.Organization.PushAsync(
            "one", (Descriptor, DiscoveryWorld.Component("one", "lost")), ("x/" + Descriptor, DiscoveryWorld.Component("lost")));
        await world.IsAsync("lost", IsThere);

        await world.Organization.PushAsync(
            "one",
            [
                (Descriptor, DiscoveryWorld.Component("one", "won")), ("x/" + Descriptor, null),
                ("y/" + Descriptor, DiscoveryWorld.Component("won")),
            ],
            onto: ancestor);

        await world.IsAsync("won", IsThere);
        await world.IsAsync("lost", IsGone);
        await world.IsAsync("one", entity => entity.DescriptionOf() == "won");
    }

    [Fact]
    public async Task A_push_of_more_commits_than_it_lists_is_compared()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync("one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")));
        await world.IsAsync("one", IsThere);
        var sha = await world.Organization.CommitAsync(
            "one", await world.Organization.HeadAsync("one"), ("first/" + Descriptor, DiscoveryWorld.Component("early")));
        for (var i = 0; i < 25; i++)
        {
            sha = await world.Organization.CommitAsync("one", sha, ("README.md", $"# {i}"));
        }

        await world.Organization.MoveAsync("one", "main", sha);

        await world.IsAsync("early", IsThere);
        Assert.Contains(
            await world.Organization.RequestsAsync(), request => request.Call == "GET /repos/{owner}/{repo}/compare/{basehead}");
    }

    [Theory]
    [InlineData("late-webhook")]
    [InlineData("reordered-webhook")]
    [InlineData("duplicate-webhook")]
    public async Task However_deliveries_come_the_newest_state_is_the_last(string fault)
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync("one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")));
        await world.IsAsync("one", IsThere);
        await world.Organization.FaultWebhookAsync(fault, "push", delayMilliseconds: 1500);
        await world.Organization.PushAsync("one", (Descriptor, DiscoveryWorld.Component("one", "second")));
        await world.Organization.PushAsync("one", (Descriptor, DiscoveryWorld.Component("one", "third")));

        await world.IsAsync("one", entity => entity.DescriptionOf() == "third");
        await world.Organization.PushAsync("one", ("last/" + Descriptor, DiscoveryWorld.Component("last")));
        await world.IsAsync("last", IsThere);
        await world.DeliveredAsync();

        Assert.Equal("third", (await world.FindAsync("one")).DescriptionOf());
    }

    [Fact]
    public async Task A_file_that_a_replica_does_not_have_yet_is_asked_for_again()
    {
        await using var world = await DiscoveryWorld.StartAsync(isTold: true);
        await world.Organization.CreateAsync("one", ("README.md", "#"), (Descriptor, DiscoveryWorld.Component("one")));
        await world.IsAsync("one", IsThere);
        world.Host.Expect("not-readable-yet");
        await world.Organization.FaultAsync("not-found", "/repos/{owner}/{repo}/contents/{path}");

        await world.Organization.PushAsync("one", (Descriptor, DiscoveryWorld.Component("one", "second")));

        await world.IsAsync("one", entity => entity.DescriptionOf() == "second");
    }

    private static bool IsThere(JsonNode? entity) => entity is not null;

    private static bool IsGone(JsonNode? entity) => entity is null;

    private static bool IsContents(ForgeRequest request) => request.Call == "GET /repos/{owner}/{repo}/contents/{path}";

    private static Task DefinitionIsAsync(DiscoveryWorld world, string expected) => TestKit.Services.Eventually.HoldsAsync(
        async () =>
        {
            using var answer = await world.Client.GetAsync(
                "catalog/entities/by-name/api/default/orders", TestContext.Current.CancellationToken);
            return (await answer.Content.ReadAsStringAsync()).Contains($"\"definition\":\"{expected}\"");
        },
        TestContext.Current.CancellationToken,
        $"the definition is {expected}");
}
