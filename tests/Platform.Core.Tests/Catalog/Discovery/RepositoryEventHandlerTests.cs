using System.Text.Json.Nodes;
using Platform.Core.Catalog.Discovery.News;
using Platform.TestKit.Queues;

namespace Platform.Core.Tests.Catalog.Discovery;

public sealed class RepositoryEventHandlerTests
{
    private readonly MemoryQueues _queues = new();

    [Theory]
    [InlineData("created", "{}", NewsKind.Changed, null)]
    [InlineData("archived", "{}", NewsKind.Changed, null)]
    [InlineData("unarchived", "{}", NewsKind.Changed, null)]
    [InlineData("deleted", "{}", NewsKind.Deleted, null)]
    [InlineData("renamed", """{"repository":{"name":{"from":"old"}}}""", NewsKind.Changed, "acme/old")]
    [InlineData("transferred", """{"owner":{"from":{"organization":{"login":"giver"}}}}""", NewsKind.Changed, "giver/orders")]
    [InlineData("transferred", """{"owner":{"from":{"user":{"login":"ada"}}}}""", NewsKind.Changed, "ada/orders")]
    [InlineData("edited", """{"default_branch":{"from":"master"}}""", NewsKind.Changed, null)]
    public async Task What_concerns_all_of_a_repository_is_news(string action, string changes, NewsKind kind, string? former)
    {
        var news = await HandleAsync(action, changes);

        Assert.Equal((kind, "acme/orders", 42, former), (news!.Kind, news.Repository, news.Number, news.Former));
    }

    [Theory]
    [InlineData("edited", """{"description":{"from":"old"}}""")]
    [InlineData("publicized", "{}")]
    public async Task What_changes_nothing_for_the_catalog_is_no_news(string action, string changes) =>
        Assert.Null(await HandleAsync(action, changes));

    private async Task<RepositoryNews?> HandleAsync(string action, string changes)
    {
        var payload = new JsonObject
        {
            ["action"] = action,
            ["changes"] = JsonNode.Parse(changes),
            ["repository"] = new JsonObject
            {
                ["id"] = 42L,
                ["full_name"] = "acme/orders",
                ["html_url"] = "https://github.com/acme/orders",
                ["default_branch"] = "main",
            },
        };
        await new RepositoryEventHandler(_queues).HandleAsync(
            new("d", "repository", payload), TestContext.Current.CancellationToken);
        return _queues.Sent is [var sent] ? RepositoryNews.Parse(sent.Content.Span).Value : null;
    }
}
