using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Drift;

[Covers("DriftCampaignsList", "DriftCampaignsGet", "DriftCampaignsPut", "DriftCampaignsEnd")]
public sealed class CampaignTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_campaign_is_set_listed_changed_and_ended_and_what_it_was_is_kept()
    {
        var path = $"drift/campaigns/c{Guid.NewGuid():N}";
        using var made = await platform.Client.PutAsJsonAsync(path, Body(30), Cancel);
        var first = await made.JsonAsync(HttpStatusCode.Created);
        using var same = await platform.Client.PutAsJsonAsync(path, Body(30), Cancel);
        Assert.Single((await same.JsonAsync())["campaign"]!["changes"]!.AsArray());
        using var changed = await platform.Client.PutAsJsonAsync(path, Body(60), Cancel);
        Assert.Equal(2, (await changed.JsonAsync())["campaign"]!["changes"]!.AsArray().Count);
        using var list = await platform.Client.GetAsync("drift/campaigns", Cancel);
        var name = (string)first["campaign"]!["name"]!;
        Assert.Contains((await list.JsonAsync())["items"]!.AsArray(), item => (string)item!["campaign"]!["name"]! == name);

        using var ended = await platform.Client.DeleteAsync(path, Cancel);
        Assert.NotNull((await ended.JsonAsync())["ended"]);
        using var after = await platform.Client.GetAsync(path, Cancel);
        Assert.Equal(3, (await after.JsonAsync())["campaign"]!["changes"]!.AsArray().Count);
        using var running = await platform.Client.GetAsync("drift/campaigns", Cancel);
        Assert.DoesNotContain(
            (await running.JsonAsync())["items"]!.AsArray(), item => (string)item!["campaign"]!["name"]! == name);
    }

    [Fact]
    public async Task What_is_wrong_and_what_is_not_there_is_said()
    {
        using var wrong = await platform.Client.PutAsJsonAsync(
            "drift/campaigns/any", new JsonObject { ["rules"] = new JsonArray("no-rule"), ["target"] = "soon" }, Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
        using var state = await platform.Client.GetAsync("drift/campaigns?state=angry", Cancel);
        await state.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
        using var none = await platform.Client.GetAsync("drift/campaigns/nobody-knows-it", Cancel);
        await none.ProblemAsync(HttpStatusCode.NotFound, "campaign-not-found");
        using var gone = await platform.Client.DeleteAsync("drift/campaigns/nobody-knows-it", Cancel);
        await gone.ProblemAsync(HttpStatusCode.NotFound, "campaign-not-found");
    }

    private static JsonObject Body(int days) => new()
    {
        ["title"] = "Owners everywhere",
        ["rules"] = new JsonArray("owner-unknown"),
        ["target"] = $"{TimeProvider.System.GetUtcNow().AddDays(days):yyyy-MM-dd}",
    };
}
