using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>What a source no longer describes goes, can come back, and waits where it is suspiciously much.</summary>
[Covers(
    "CatalogRemovalsList", "CatalogRemovalsHeld", "CatalogRemovalsConfirm", "CatalogRemovalsDiscard", "CatalogRemovalsUndo")]
public sealed class RemovalTests(PlatformUnderTest platform)
{
    private const string Queue = "catalog-ingest";
    private const int Many = 12;

    private readonly string _name = $"r{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Location => $"url:https://example.com/{_name}/catalog-info.yaml";

    [Fact]
    public async Task An_entity_that_its_file_no_longer_has_goes_and_can_be_brought_back()
    {
        await SendAsync(2, minute: 0);
        await EntityAsync(1);
        await SendAsync(1, minute: 1);
        await GoneAsync(1);
        using var listed = await platform.Client.GetAsync("catalog/removals", Cancel);
        using var undone = await platform.Client.PostAsync(UndoPath(1), null, Cancel);
        using var again = await platform.Client.PostAsync(UndoPath(1), null, Cancel);

        var removed = (await listed.JsonAsync())["items"]!.AsArray().Single(item => (string)item!["ref"]! == Ref(1))!;
        Assert.Equal(Location, (string)removed["source"]!);
        Assert.NotEmpty((string)removed["reason"]!);
        Assert.Equal([Ref(1)], (await undone.JsonAsync())["entities"]!.AsArray().Select(item => (string)item!));
        Assert.Equal(
            "true", (string?)(await EntityAsync(1))["metadata"]!["annotations"]!["platform.functions/restored"]);
        await again.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "removal-not-found");
    }

    [Fact]
    public async Task Too_many_removals_at_once_wait_until_they_are_confirmed()
    {
        var held = await HoldAsync();

        Assert.Equal(Many - 1, held["entities"]!.AsArray().Count);
        await EntityAsync(Many - 1);
        using var confirmed = await platform.Client.PostAsync($"catalog/removals/held/{held["id"]}/confirm", null, Cancel);

        Assert.Equal(Many - 1, (await confirmed.JsonAsync())["entities"]!.AsArray().Count);
        await GoneAsync(Many - 1);
        await EntityAsync(0);
        using var again = await platform.Client.PostAsync($"catalog/removals/held/{held["id"]}/confirm", null, Cancel);
        await again.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "removal-not-held");
    }

    [Fact]
    public async Task Held_removals_can_be_dropped()
    {
        var held = await HoldAsync();

        using var discarded = await platform.Client.PostAsync($"catalog/removals/held/{held["group"]}/discard", null, Cancel);

        Assert.Equal(Many - 1, (await discarded.JsonAsync())["entities"]!.AsArray().Count);
        Assert.Null(await HeldAsync());
        await EntityAsync(Many - 1);
    }

    private async Task<JsonNode> HoldAsync()
    {
        await SendAsync(Many, minute: 0);
        await EntityAsync(Many - 1);
        await SendAsync(1, minute: 1);
        return await Eventually.FindAsync(HeldAsync, $"removals of {Location} are held");
    }

    private async Task<JsonNode?> HeldAsync()
    {
        using var answer = await platform.Client.GetAsync("catalog/removals/held", Cancel);
        return (await answer.JsonAsync())["items"]!.AsArray().SingleOrDefault(item => (string)item!["source"]! == Location);
    }

    private Task SendAsync(int entities, int minute) => platform.SendAsync(
        Queue,
        new JsonObject
        {
            ["id"] = "conformance",
            ["location"] = Location,
            ["content"] = string.Join("---\n", Enumerable.Range(0, entities).Select(Descriptor)),
            ["occurredAt"] = $"2030-01-01T00:0{minute}:00Z",
        }.ToJsonString(),
        QueueMessageEncoding.Base64);

    private async Task<JsonNode> EntityAsync(int index) => await Eventually.FindAsync(
        async () =>
        {
            using var answer = await platform.Client.GetAsync(Path(index), Cancel);
            return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.JsonAsync();
        },
        $"{Ref(index)} is there");

    private async Task GoneAsync(int index) => await Eventually.FindAsync(
        async () =>
        {
            using var answer = await platform.Client.GetAsync(Path(index), Cancel);
            return answer.StatusCode == HttpStatusCode.NotFound ? string.Empty : null;
        },
        $"{Ref(index)} is gone");

    private string Ref(int index) => $"component:default/{_name}-{index}";

    private string Path(int index) => $"catalog/entities/by-name/component/default/{_name}-{index}";

    private string UndoPath(int index) => $"catalog/removals/component/default/{_name}-{index}/undo";

    private string Descriptor(int index) => $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: {_name}-{index}
        spec:
          type: service
          lifecycle: experimental
          owner: team-a

        """;
}
