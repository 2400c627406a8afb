using System.Text.Json.Nodes;
using Platform.Core.Catalog.Locations;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class LocationPushHandlerTests
{
    private readonly MemoryHoldings _holdings = new();
    private readonly MemoryQueue _queue = new();

    [Theory]
    [InlineData("main", """{"added":["a/1.yaml"]}""", true)]
    [InlineData("main", """{"removed":["a/1.yaml"]}""", true)]
    [InlineData("main", """{"modified":["b.yaml","a/b/1.yaml"]}""", false)]
    [InlineData("release", """{"added":["a/1.yaml"]}""", false)]
    [InlineData("release", """{"modified":["all.yaml"]}""", true)]
    public async Task A_push_concerns_what_a_location_leads_to_on_that_branch(string branch, string commit, bool isRead)
    {
        await PushAsync(new JsonObject
        {
            ["ref"] = $"refs/heads/{branch}",
            ["repository"] = new JsonObject { ["full_name"] = "Acme/All" },
            ["commits"] = new JsonArray(JsonNode.Parse(commit)),
        });

        Assert.Equal(isRead ? ["1"] : [], _queue.Sent.Select(sent => RefreshMessage.Parse(sent.Body).Value!.Location));
    }

    [Theory]
    [InlineData("""{"ref":"refs/heads/main","forced":true,"commits":[{"added":["x"]}],"repository":{"full_name":"acme/all"}}""")]
    [InlineData("""{"ref":"refs/heads/main","commits":[],"repository":{"full_name":"acme/all"}}""")]
    public async Task A_push_that_does_not_say_what_it_touched_concerns_everything(string push)
    {
        await PushAsync(JsonNode.Parse(push)!.AsObject());

        Assert.Single(_queue.Sent);
    }

    [Theory]
    [InlineData("""{"ref":"refs/tags/v1","commits":[],"repository":{"full_name":"acme/all"}}""")]
    [InlineData("""{"ref":"refs/heads/main","commits":[],"repository":{"full_name":"acme/other"}}""")]
    [InlineData("""{"ref":1,"commits":{},"repository":[]}""")]
    [InlineData("{}")]
    public async Task Other_deliveries_concern_nothing(string push)
    {
        await PushAsync(JsonNode.Parse(push)!.AsObject());

        Assert.Empty(_queue.Sent);
    }

    private async Task PushAsync(JsonObject payload)
    {
        await _holdings.ReplaceAsync(
            new("1", [], new Dictionary<string, string>(), [
                new("acme/all", "main", "a/*.yaml"), new("acme/all", "release", "all.yaml")]),
            TestContext.Current.CancellationToken);
        await new LocationPushHandler(_holdings, _queue)
            .HandleAsync(new GitHubDelivery("1", "push", payload), TestContext.Current.CancellationToken);
    }
}
