using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;

namespace Platform.Functions.Tests.Catalog.Reads;

/// <summary>Answers say how far they have seen, and a caller may ask for no less.</summary>
public sealed class PositionTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private const string Header = "Platform-Catalog-Position";
    private const string Path = "catalog/entities/by-name/component/default/shop";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_position_that_was_given_is_honoured()
    {
        var first = await shop.Host.Client.GetAsync(Path, Cancel);
        var position = Assert.Single(first.Headers.GetValues(Header));

        var second = await AskAsync(position);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.NotEqual(string.Join('.', Enumerable.Repeat(0, 16)), position);
    }

    [Fact]
    public async Task Who_reads_with_the_position_of_a_change_sees_it()
    {
        var name = $"p{Guid.NewGuid():N}"[..12];
        await shop.Host.Client.GetAsync(Path, Cancel);
        await shop.Host.Services.GetRequiredService<SourceIngestor>().IngestAsync(
            [new(Descriptor.Inline($"url:https://x/{name}"), SourceState.Read, new EntityBuilder().Named(name).Text())],
            new(TimeProvider.System.GetUtcNow(), IngestCause.Queue), Cancel);
        var change = await shop.Host.Client.PutAsJsonAsync(
            "catalog/kinds/Product", new { apiVersions = new[] { "v1" }, schema = new { } }, Cancel);

        var answer = await AskAsync(
            Assert.Single(change.Headers.GetValues(Header)), $"catalog/entities/by-name/component/default/{name}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_position_that_nobody_has_reached_is_told_so()
    {
        var answer = await AskAsync(string.Join('.', Enumerable.Repeat(1_000_000_000, 16)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("catalog-behind", await CodeAsync(answer));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task What_is_no_position_is_refused()
    {
        var answer = await AskAsync("yesterday");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("position-format", await CodeAsync(answer));
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!["code"]!;

    private async Task<HttpResponseMessage> AskAsync(string position, string path = Path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { Header, position } } };
        return await shop.Host.Client.SendAsync(request, Cancel);
    }
}
