using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Hosting;

public sealed class ProblemTests
{
    private const string Entity = "catalog/entities/by-name/component/default/orders";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_assumption_is_answered_with_a_trace_id_and_nothing_of_the_inside()
    {
        await using var host = await HostAsync(new InvalidOperationException("secret inside"));
        host.Expect("secret inside");

        var answer = await host.Client.GetAsync(Entity, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("unexpected", (string)JsonNode.Parse(text)!["error"]!["code"]!);
        Assert.NotEmpty((string)JsonNode.Parse(text)!["error"]!["traceId"]!);
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain(" at ", text);
    }

    [Fact]
    public async Task A_caller_that_sends_a_trace_finds_it_in_the_answer()
    {
        await using var host = await PlatformHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "access/keys")
        {
            Headers = { { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } },
        };

        var answer = await host.Anonymous.SendAsync(request, Cancel);

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", (string)(
            await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["traceId"]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Storage_that_does_not_answer_is_a_reason_to_try_again(int status)
    {
        await using var host = await HostAsync(new RequestFailedException(status, "busy"));

        var answer = await host.Client.GetAsync(Entity, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Storage_that_refuses_us_is_our_mistake()
    {
        await using var host = await HostAsync(new RequestFailedException(403, "not allowed"));
        host.Expect("not allowed");

        Assert.Equal(HttpStatusCode.InternalServerError, (await host.Client.GetAsync(Entity, Cancel)).StatusCode);
    }

    private static Task<PlatformHost> HostAsync(Exception failure) =>
        PlatformHost.StartAsync(compose: services => services.AddSingleton<ICatalogIndex>(new FailingIndex(failure)));

    private sealed class FailingIndex(Exception failure) : ICatalogIndex
    {
        public ValueTask<CatalogView> ReadAsync(CatalogPosition? atLeast, CancellationToken cancellationToken) => throw failure;
    }
}
