using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Local.Tests.Durable;

/// <summary>On a hub of their own, because they look at all instances.</summary>
public sealed class ManagementListTests : IAsyncLifetime
{
    private const string Token = "x-ms-continuation-token";

    private readonly ManagementHost _host = new();

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        foreach (var id in (string[])["a-1", "a-2", "ä-3"])
        {
            await _host.StartAsync("Echo", Uri.EscapeDataString(id), "\"hello\"");
            await _host.EndOfAsync(id);
        }

        await _host.StartAsync("Wait", "b-1");
        await _host.StartAsync("Fail", "b-2");
        await _host.EndOfAsync("b-2");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Pages_follow_one_another_by_the_token_and_cover_everything_once()
    {
        var seen = new List<string>();
        string? token = null;
        do
        {
            using var response = await _host.SendAsync(
                HttpMethod.Get, "/instances?top=2", headers: token is null ? [] : [(Token, token)]);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            token = response.Headers.TryGetValues(Token, out var values) ? values.Single() : null;
            var page = await ManagementHost.ReadAsync(response);
            Assert.InRange(page.AsArray().Count, 1, 2);
            seen.AddRange(Ids(page));
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(["a-1", "a-2", "b-1", "b-2", "ä-3"], seen);
        using var broken = await _host.SendAsync(HttpMethod.Get, "/instances", headers: (Token, "???"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Fact]
    public async Task Lists_can_be_filtered_and_go_without_inputs()
    {
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToString("s", CultureInfo.InvariantCulture);

        Assert.Equal(["a-1", "a-2"], Ids(await _host.GetJsonAsync("/instances?instanceIdPrefix=a-")));
        Assert.Equal(["b-1", "b-2"], Ids(await _host.GetJsonAsync("/instances/?runtimeStatus=Running,Failed")));
        Assert.Equal(["b-1", "b-2"], Ids(await _host.GetJsonAsync("/instances?runtimeStatus=Running&runtimeStatus=Failed")));
        Assert.Empty(Ids(await _host.GetJsonAsync($"/instances?createdTimeFrom={tomorrow}")));
        Assert.Equal(5, Ids(await _host.GetJsonAsync($"/instances?createdTimeTo={tomorrow}")).Count());
        Assert.Equal("hello", (await _host.GetJsonAsync("/instances?instanceIdPrefix=a-1"))[0]!["input"]!.GetValue<string>());
        Assert.Null((await _host.GetJsonAsync("/instances?instanceIdPrefix=a-1&showInput=false"))[0]!["input"]);
    }

    [Fact]
    public async Task A_purge_needs_a_time_says_how_many_and_leaves_what_runs()
    {
        using var vague = await _host.SendAsync(HttpMethod.Delete, "/instances");
        Assert.Equal(HttpStatusCode.BadRequest, vague.StatusCode);

        using var one = await _host.SendAsync(HttpMethod.Delete, "/instances/a-1");
        Assert.Equal(1, (await ManagementHost.ReadAsync(one))["instancesDeleted"]!.GetValue<int>());
        using var failed = await _host.SendAsync(
            HttpMethod.Delete, "/instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Failed");
        Assert.Equal(1, (await ManagementHost.ReadAsync(failed))["instancesDeleted"]!.GetValue<int>());
        using var rest = await _host.SendAsync(HttpMethod.Delete, "/instances?createdTimeFrom=2020-01-01T00:00:00Z");
        Assert.Equal(2, (await ManagementHost.ReadAsync(rest))["instancesDeleted"]!.GetValue<int>());
        using var none = await _host.SendAsync(HttpMethod.Delete, "/instances?createdTimeFrom=2020-01-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        Assert.Equal(["b-1"], Ids(await _host.GetJsonAsync("/instances")));
    }

    private static IEnumerable<string> Ids(JsonNode page) =>
        page.AsArray().Select(instance => instance!["instanceId"]!.GetValue<string>());
}
