using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Descriptors come in by the queue and are read as Backstage's clients read them.</summary>
[Covers("CatalogIngest", "CatalogIngestPoison", "CatalogEntityByName", "CatalogProblems")]
public sealed class CatalogTests(PlatformUnderTest platform)
{
    private const string Queue = "catalog-ingest";

    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Location => $"url:https://example.com/{_name}/catalog-info.yaml";

    [Theory]
    [InlineData(QueueMessageEncoding.Base64)]
    [InlineData(QueueMessageEncoding.None)]
    public async Task A_descriptor_on_the_queue_becomes_an_entity(QueueMessageEncoding encoding)
    {
        await platform.SendAsync(Queue, Message(Descriptor("first")), encoding);

        var entity = await EntityAsync("first");

        Assert.Equal(
            ("backstage.io/v1alpha1", "Component", "default", _name),
            ((string)entity["apiVersion"]!, (string)entity["kind"]!,
                (string)entity["metadata"]!["namespace"]!, (string)entity["metadata"]!["name"]!));
        Assert.NotEmpty((string)entity["metadata"]!["uid"]!);
        Assert.NotEmpty((string)entity["metadata"]!["etag"]!);
        Assert.Equal(Location, (string)entity["metadata"]!["annotations"]!["backstage.io/managed-by-location"]!);
    }

    [Fact]
    public async Task A_newer_descriptor_replaces_the_older_one_and_not_the_other_way_round()
    {
        await platform.SendAsync(Queue, Message(Descriptor("newer"), "2030-01-02T00:00:00Z"));
        await EntityAsync("newer");
        await platform.SendAsync(Queue, Message(Descriptor("older"), "2030-01-01T00:00:00Z"));
        await platform.SendAsync(Queue, Message(Descriptor("newest"), "2030-01-03T00:00:00Z"));

        var entity = await EntityAsync("newest");

        Assert.Equal("newest", (string)entity["metadata"]!["description"]!);
    }

    [Fact]
    public async Task An_entity_that_is_not_there_is_answered_as_Backstage_does()
    {
        using var answer = await platform.Client.GetAsync($"catalog/entities/by-name/component/default/{_name}", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "entity-not-found");
    }

    [Fact]
    public async Task What_is_wrong_with_a_descriptor_is_told_with_its_place()
    {
        await platform.SendAsync(
            Queue, Message("kind: Component\napiVersion: backstage.io/v1alpha1\nmetadata:\n  name: not a name\n"));

        var report = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"catalog/problems?location={Location}", Cancel);
                return await answer.JsonAsync() is var found && (int)found["total"]! > 0 ? found : null;
            },
            $"{Location} has problems");

        Assert.Equal(
            [("metadata.name", "field-format", 4), ("spec", "field-missing", 1)],
            report["problems"]!.AsArray().Select(problem => (
                (string)problem!["field"]!, (string)problem["code"]!, (int)problem["place"]!["line"]!)));
    }

    [Fact]
    public async Task Problems_are_asked_for_by_location()
    {
        using var answer = await platform.Client.GetAsync("catalog/problems", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-missing");
    }

    private string Message(string content, string? occurredAt = null)
    {
        var message = new JsonObject { ["id"] = "conformance", ["location"] = Location, ["content"] = content };
        if (occurredAt is not null)
        {
            message["occurredAt"] = occurredAt;
        }

        return message.ToJsonString();
    }

    private string Descriptor(string description) => $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: {_name}
          description: {description}
        spec:
          type: service
          lifecycle: experimental
          owner: team-a

        """;

    /// <summary>Names are the same whatever their case, as in Backstage.</summary>
    private Task<JsonNode> EntityAsync(string description) => Eventually.FindAsync(
        async () =>
        {
            var path = $"catalog/entities/by-name/COMPONENT/Default/{_name.ToUpperInvariant()}";
            using var answer = await platform.Client.GetAsync(path, Cancel);
            var entity = answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.JsonAsync();
            return (string?)entity?["metadata"]!["description"] == description ? entity : null;
        },
        $"component:default/{_name} is '{description}'");
}
