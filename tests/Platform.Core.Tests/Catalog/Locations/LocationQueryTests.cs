using System.Text.Json.Nodes;
using Platform.Core.Catalog.Locations;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class LocationQueryTests
{
    private static readonly IReadOnlyList<RegisteredLocation> Locations =
    [
        .. Enumerable.Range(0, 25).Select(number => $"https://github.com/Acme/r{number}/blob/main/catalog-info.yaml")
            .Select(target => new RegisteredLocation(
                RegisteredLocation.IdOf("url", target), "url", target, false, DateTimeOffset.UnixEpoch, "test")),
    ];

    [Fact]
    public void Pages_go_through_all_of_them_in_the_order_of_their_ids()
    {
        var seen = new List<RegisteredLocation>();
        var page = Ask("""{"limit": 10}""");
        for (seen.AddRange(page.Items); page.NextCursor is { } cursor; seen.AddRange(page.Items))
        {
            Assert.Equal((10, 25), (page.Items.Count, page.TotalItems));
            page = Ask($$"""{"cursor": "{{cursor}}"}""");
        }

        Assert.Equal(Locations.OrderBy(location => location.Id, StringComparer.Ordinal), seen);
        Assert.Null(Ask("""{"limit": 25}""").NextCursor);
    }

    [Theory]
    [InlineData("{}", 25)]
    [InlineData("""{"query": {"type": "url"}}""", 25)]
    [InlineData("""{"query": {"type": "file"}}""", 0)]
    [InlineData("""{"query": {"target": "HTTPS://github.com/acme/R7/blob/main/catalog-info.yaml"}}""", 1)]
    [InlineData("""{"query": {"target": {"$hasPrefix": "https://github.com/acme/r1"}}}""", 11)]
    [InlineData("""{"query": {"$not": {"target": {"$hasPrefix": "https://github.com/acme/r1"}}}}""", 14)]
    [InlineData("""{"query": {"$any": [{"id": {"$exists": true}}, {"owner": "x"}]}}""", 25)]
    [InlineData("""{"query": {"$all": [{"id": {"$exists": true}}, {"owner": {"$exists": true}}]}}""", 0)]
    public void A_predicate_chooses_among_them(string body, int count)
    {
        var page = Ask(body);

        Assert.Equal((count, count), (page.Items.Count, page.TotalItems));
    }

    [Fact]
    public void A_cursor_keeps_the_predicate()
    {
        var first = Ask("""{"limit": 6, "query": {"target": {"$hasPrefix": "https://github.com/acme/r1"}}}""");
        var second = Ask($$"""{"cursor": "{{first.NextCursor}}"}""");

        Assert.Equal((6, 5, 11), (first.Items.Count, second.Items.Count, second.TotalItems));
        Assert.Null(second.NextCursor);
    }

    [Theory]
    [InlineData("""{"limit": 0, "query": 1, "x": 1}""", "limit query x")]
    [InlineData("""{"limit": "1"}""", "limit")]
    [InlineData("""{"cursor": "nonsense"}""", "cursor")]
    [InlineData("""{"cursor": ""}""", "cursor")]
    [InlineData("""{"cursor": "e30="}""", "cursor.afterId")]
    [InlineData("""{"cursor": "W10="}""", "cursor")]
    [InlineData("""{"cursor": "eyJhIjoxLCJhIjoyfQ=="}""", "cursor")]
    public void Every_mistake_is_told(string body, string fields) => Assert.Equal(
        fields,
        string.Join(' ', LocationQuery.Read(JsonNode.Parse(body)!.AsObject()).Problems
            .Select(problem => problem.Field).Order(StringComparer.Ordinal)));

    private static LocationPage Ask(string body) =>
        LocationQuery.Read(JsonNode.Parse(body)!.AsObject()).Value!.Of(Locations);
}
