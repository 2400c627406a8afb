using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog;

public sealed class CatalogSliceTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private const string Queue = "catalog-ingest";

    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"e{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_descriptor_on_the_queue_becomes_an_entity_that_answers_by_name()
    {
        await _host.SendAsync(Queue, Inline(new EntityBuilder().Named(_name).Text()));

        var entity = await _host.EntityAsync("COMPONENT", _name.ToUpperInvariant(), Cancel);

        Assert.Equal((_name, "default"), ((string)entity["metadata"]!["name"]!, (string)entity["metadata"]!["namespace"]!));
        Assert.NotEmpty((string)entity["metadata"]!["uid"]!);
        Assert.NotEmpty((string)entity["metadata"]!["etag"]!);
        Assert.Equal($"url:https://x/{_name}", (string)entity["metadata"]!["annotations"]!["backstage.io/managed-by-location"]!);
    }

    [Fact]
    public async Task An_entity_that_is_not_there_is_answered_as_Backstage_does()
    {
        var answer = await _host.Client.GetAsync($"catalog/entities/by-name/component/default/{_name}", Cancel);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(("NotFoundError", "entity-not-found"), ((string)body["error"]!["name"]!, (string)body["error"]!["code"]!));
        Assert.Equal(404, (int)body["response"]!["statusCode"]!);
    }

    [Fact]
    public async Task Problems_of_a_descriptor_are_shown_with_their_lines()
    {
        await _host.SendAsync(Queue, Inline(
            "kind: Component\napiVersion: backstage.io/v1alpha1\nmetadata:\n  name: not a name\n"));

        JsonNode report = new JsonObject();
        await Eventually.HoldsAsync(
            async () =>
            {
                report = (await _host.Client.GetFromJsonAsync<JsonNode>(
                    $"catalog/problems?location=url:https://x/{_name}", Cancel))!;
                return (int)report["total"]! == 2;
            },
            Cancel);

        Assert.Equal(
            [("metadata.name", "field-format", 4), ("spec", "field-missing", 1)],
            report["problems"]!.AsArray().Select(problem =>
                ((string)problem!["field"]!, (string)problem["code"]!, (int)problem["place"]!["line"]!)));
    }

    [Fact]
    public async Task Problems_need_a_location() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Client.GetAsync("catalog/problems", Cancel)).StatusCode);

    [Fact]
    public async Task The_missions_own_descriptor_is_accepted_verbatim()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "The acceptance data is not beside this repository.");
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Shared, "data/acceptance/catalog-info.yaml"), Cancel);

        await _host.SendAsync(Queue, Inline(text));

        var entity = await _host.EntityAsync("component", "order-service", Cancel);
        Assert.Equal("team-commerce", (string)entity["spec"]!["owner"]!);
        Assert.Equal(
            "sum(rate(http_requests_total{job=\"order-service\"}[5m]))\n",
            (string)entity["metadata"]!["annotations"]!["prometheus.io/rule"]!);
    }

    [Fact]
    public async Task A_descriptor_of_the_same_make_is_accepted_verbatim()
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "tests/Platform.Functions.Tests/Catalog/service.yaml"), Cancel);

        await _host.SendAsync(Queue, Inline(text));

        var entity = await _host.EntityAsync("component", "billing-service", Cancel);
        Assert.Equal(2, entity["spec"]!["dependsOn"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_descriptor_beyond_a_message_travels_by_claim_check()
    {
        var description = new string('d', 200_000);
        var request = new CatalogIngestRequest(
            "large", Location: $"url:https://x/{_name}", Content: new EntityBuilder().Named(_name).With(
                "metadata.description", description).Text());

        await _host.Services.GetRequiredService<ICatalogIngestion>().RequestAsync(request, Cancel);

        Assert.Equal(description, (string)(await _host.EntityAsync("component", _name, Cancel))["metadata"]!["description"]!);
    }

    private byte[] Inline(string content) => Encoding.UTF8.GetBytes(PlatformJson.Serialize(
        new CatalogIngestRequest("test", Location: $"url:https://x/{_name}", Content: content)));
}
