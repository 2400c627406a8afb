using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;

namespace Platform.Core.Tests.Metrics.Kpis;

/// <summary>Nothing of a view of the documentation tells who it was.</summary>
public sealed class AnonymousViewTests
{
    [Fact]
    public void Only_page_component_and_hour_are_kept()
    {
        var heard = AnonymousViews.Without(Heard(
            """
            {
              "specversion": "1.0", "id": "view-of-anna-7", "source": "https://anna:secret@docs.acme.example/site?user=anna",
              "type": "dev.cdeventsx.platform-docs.viewed.0.1.0", "receivedtime": "2030-01-01T12:34:57Z", "annasession": "anna",
              "data": {
                "context": { "timestamp": "2030-01-01T12:34:56Z", "id": "anna", "chainId": "anna" },
                "subject": { "id": "anna", "content": { "visitor": "anna" } },
                "customData": {
                  "page": "/guide/start?session=anna#anna", "component": "orders", "author": "anna",
                  "actor": { "type": "human", "name": "anna" }, "userAgent": "anna"
                }
              }
            }
            """));

        var text = Encoding.UTF8.GetString(heard.Body.Span);
        Assert.DoesNotContain("anna", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("12:34", text, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", heard.Told.Statement() + heard.Told.Id + heard.Told.Source, StringComparison.Ordinal);
        var read = DeliveryEvents.Parse(heard.Body.Span).Value!;
        Assert.Equal(heard.Told, read);
        Assert.Equal(
            ("/guide/start", "component:default/orders", "https://docs.acme.example/site"),
            (read.SubjectId, ((DocumentationNotice)read.Notice).Component!.Canonical, read.Source));
    }

    [Fact]
    public void The_same_event_is_the_same_view_and_another_is_another()
    {
        var once = AnonymousViews.Without(Heard(View("1")));

        Assert.Equal(once.Told, AnonymousViews.Without(Heard(View("1"))).Told);
        Assert.NotEqual(once.Told.Id, AnonymousViews.Without(Heard(View("2"))).Told.Id);
    }

    [Theory]
    [InlineData("/docs", "/docs")]
    [InlineData("https://docs.example/a@b", "https://docs.example/a@b")]
    [InlineData("https://anna@docs.example", "https://docs.example")]
    [InlineData("https://anna:x@docs.example/a/b?c", "https://docs.example/a/b")]
    [InlineData("docs#anna", "docs")]
    public void Addresses_lose_their_user_query_and_fragment(string source, string expected)
    {
        var message = JsonNode.Parse(View("1"))!;
        message["source"] = source;

        Assert.Equal(expected, AnonymousViews.Without(Heard(message.ToJsonString())).Told.Source);
    }

    private static string View(string id) =>
        $$"""
        {
          "specversion": "1.0", "id": "{{id}}", "source": "/docs", "type": "dev.cdeventsx.platform-docs.viewed.0.1.0",
          "data": {
            "context": { "timestamp": "2030-01-01T12:34:56Z" }, "subject": { "id": "/a", "content": {} }, "customData": {}
          }
        }
        """;

    private static HeardEvent Heard(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(DeliveryEvents.Parse(bytes).Value!, bytes);
    }
}
