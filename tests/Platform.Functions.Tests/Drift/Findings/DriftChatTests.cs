using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Functions.Tests.ChatOps;

namespace Platform.Functions.Tests.Drift.Findings;

/// <summary>Findings and owner reports, from a chat.</summary>
public sealed class DriftChatTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("drift billing", "No sweep has seen component:default/billing yet")]
    [InlineData("drift team-commerce", "Nothing is open of group:default/team-commerce")]
    [InlineData("drift orders", "Which of these?", "/platform drift component:default/orders")]
    [InlineData("drift biling", "Nothing in the catalog is called 'biling'", "/platform drift billing")]
    [InlineData("report", "There is no report yet")]
    [InlineData("report all", "There is no report yet")]
    [InlineData("report group:", "is no team", "/platform report all")]
    [InlineData("campaigns", "No campaign runs")]
    [InlineData("campaigns group:", "is no team", "/platform campaigns all")]
    [InlineData("owner-wrong", "Of which entity?", "/platform owner-wrong orders")]
    [InlineData("owner-wrong nothing-here", "Nothing was taken down", "not in the catalog")]
    [InlineData("owner-wrong billing owner=group:", "is no team")]
    public async Task A_command_is_answered_with_what_helps(string text, params string[] parts)
    {
        var answer = await fixture.AskAsync(text, Cancel);

        Assert.All(parts, part => Assert.Contains(part, answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_owner_is_taken_down_once_however_often_it_is_said_and_closed_by_an_administrator()
    {
        await fixture.AskAsync("owner-wrong component:default/orders it moved owner=team-b", Cancel);
        var answer = await fixture.AskAsync("owner-wrong component:default/orders it moved again", Cancel);
        Assert.Contains("Taken down", answer.Text, StringComparison.Ordinal);
        Assert.Contains("team-commerce", answer.Text, StringComparison.Ordinal);

        var report = Assert.Single(
            (await ListAsync())!, item => (string)item!["entity"]! == "component:default/orders");
        Assert.Equal((1, "it moved again"), ((int)report!["count"]!, (string)report["complaints"]![0]!["reason"]!));

        using var closed = await fixture.Host.Client.PostAsJsonAsync(
            "drift/owner-reports/close",
            new JsonObject { ["entity"] = "component:default/orders", ["reason"] = "it did not move" }, Cancel);
        Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync(Cancel));
        Assert.DoesNotContain(await ListAsync(), item => (string)item!["entity"]! == "component:default/orders");
    }

    private async Task<JsonArray> ListAsync() =>
        (await fixture.Host.Client.GetFromJsonAsync<JsonNode>("drift/owner-reports", Cancel))!["items"]!.AsArray();
}
