using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Hosting;

[Covers("Health", "HealthDetails")]
public sealed class HealthTests(PlatformUnderTest platform)
{
    private static readonly string[] Vital = ["tables", "queues", "blobs", "orchestrations"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anyone_may_ask_whether_it_is_up_and_learns_words_only()
    {
        using var answer = await platform.Anonymous.GetAsync("health", Cancel);
        var body = await answer.JsonAsync();

        Assert.Equal("up", (string)body["status"]!);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(["status", "checkedAt", "dependencies"], body.AsObject().Select(field => field.Key));
        Assert.All(Vital, name => Assert.Equal("fine", (string)body["dependencies"]![name]!));
        Assert.All(body["dependencies"]!.AsObject(), word => Assert.Matches("^[a-z]+$", (string)word.Value!));
    }

    [Fact]
    public async Task An_administrator_is_told_what_was_found_and_what_mends_it()
    {
        using var answer = await platform.Client.GetAsync("health/details", Cancel);
        var body = await answer.JsonAsync();
        var checks = body["checks"]!.AsArray().OfType<JsonNode>().ToList();

        Assert.Equal("up", (string)body["status"]!);
        Assert.Empty(Vital.Except(checks.Select(check => (string)check["name"]!)));
        Assert.All(checks, check => Assert.NotEmpty((string)check["message"]!));
        Assert.All(
            checks.Where(check => (string)check["status"]! == "failed"), check => Assert.NotEmpty((string)check["fix"]!));
    }
}
