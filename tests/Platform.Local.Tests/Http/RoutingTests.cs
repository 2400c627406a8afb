using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Tests.Hosting;

namespace Platform.Local.Tests.Http;

public sealed class RoutingTests
{
    [Fact]
    public async Task A_function_answers_below_the_route_prefix_of_host_json()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));
        await using var other = await FunctionHost.StartAsync(
            typeof(Functions), settings: "--AzureFunctionsJobHost:extensions:http:routePrefix=v1");

        Assert.Equal("Named", await host.GetAsync("api/Named"));
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusOfAsync(HttpMethod.Get, "Named"));
        Assert.Equal("Named", await other.GetAsync("v1/Named"));
    }

    [Theory]
    [InlineData("api/items/7", "7")]
    [InlineData("api/optional", "-")]
    [InlineData("api/optional/x", "x")]
    [InlineData("api/files/a/b/c.txt", "a/b/c.txt")]
    [InlineData("api/search?text=cats%20%26%20dogs", "cats & dogs")]
    public async Task Parameters_take_constrained_optional_catch_all_and_query_values(string path, string expected)
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        Assert.Equal(expected, await host.GetAsync(path));
    }

    [Fact]
    public async Task An_unknown_route_or_a_violated_constraint_is_404()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        Assert.Equal(HttpStatusCode.NotFound, await host.StatusOfAsync(HttpMethod.Get, "api/nothing"));
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusOfAsync(HttpMethod.Get, "api/items/seven"));
    }

    [Fact]
    public async Task A_method_that_no_function_takes_is_404_as_the_real_host_answers()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        Assert.Equal(HttpStatusCode.NotFound, await host.StatusOfAsync(HttpMethod.Put, "api/thing"));
    }

    [Fact]
    public async Task Functions_may_share_a_route_with_different_methods()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        Assert.Equal("read", await host.GetAsync("api/thing"));
        using var posted = await host.Client.PostAsync("api/thing", null, TestContext.Current.CancellationToken);
        Assert.Equal("written", await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public sealed class Functions
    {
        [Function("Named")]
        public static IActionResult Named([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Text("Named");

        [Function("Item")]
        public static IActionResult Item([HttpTrigger("get", Route = "items/{id:int}")] HttpRequest request, int id) =>
            Text($"{id}");

        [Function("Optional")]
        public static IActionResult Optional(
            [HttpTrigger("get", Route = "optional/{name?}")] HttpRequest request, string? name) =>
            Text(name ?? "-");

        [Function("Files")]
        public static IActionResult Files([HttpTrigger("get", Route = "files/{*path}")] HttpRequest request, string path) =>
            Text(path);

        [Function("Search")]
        public static Task<IActionResult> Search([HttpTrigger("get", Route = "search")] HttpRequest request, string text) =>
            Task.FromResult<IActionResult>(Text(text));

        [Function("Read")]
        public static IActionResult Read([HttpTrigger("get", Route = "thing")] HttpRequest request) => Text("read");

        [Function("Write")]
        public static IActionResult Write([HttpTrigger("post", Route = "thing")] HttpRequest request) => Text("written");

        private static ContentResult Text(string text) => new ContentResult { Content = text };
    }
}
