using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.TestKit.Backstage;

/// <summary>What Backstage's own description of its catalog API says of the answers that the double gives.</summary>
internal static class BackstageContract
{
    private static readonly string[] EntityMembers = ["apiVersion", "kind", "metadata", "spec", "relations", "status"];

    public static void Check(string path, int status, JsonNode body)
    {
        if (status >= 400)
        {
            Need(Text(body["error"]?["name"]) && Text(body["error"]?["message"]), "an error has a name and a message");
            Need(body["response"]?["statusCode"]?.GetValueKind() == JsonValueKind.Number, "an error says its status");
            Need(Text(body["request"]?["method"]) && Text(body["request"]?["url"]), "an error repeats the request");
            return;
        }

        if (path.EndsWith("/by-query", StringComparison.Ordinal))
        {
            var page = body.AsObject();
            Need(
                page.Select(member => member.Key).Order().SequenceEqual(["items", "pageInfo", "totalItems"]),
                "a page has its members");
            Need(page["totalItems"]!.GetValueKind() == JsonValueKind.Number, "totalItems is a number");
            Need(page["pageInfo"]!.AsObject().All(member => member.Key is "nextCursor" or "prevCursor" && Text(member.Value)),
                "pageInfo has cursors");
            Entities(page["items"]!);
        }
        else if (body is JsonArray)
        {
            Entities(body);
        }
        else
        {
            Entity(body);
        }
    }

    private static void Entities(JsonNode items)
    {
        foreach (var item in items.AsArray())
        {
            Entity(item!);
        }
    }

    private static void Entity(JsonNode node)
    {
        var entity = node.AsObject();
        var metadata = entity["metadata"]!.AsObject();
        Need(entity.All(member => EntityMembers.Contains(member.Key)), "an entity has no other members");
        Need(Text(entity["apiVersion"]) && Text(entity["kind"]), "an entity has apiVersion and kind");
        Need(new[] { "name", "namespace", "uid", "etag" }.All(name => Text(metadata[name])), "metadata is complete");
        Need(Guid.TryParse(metadata["uid"]!.GetValue<string>(), out _), "a uid is a UUID");
        Need(
            entity["relations"]!.AsArray().All(one => Text(one!["type"]) && Text(one["targetRef"])),
            "relations have type and target");
    }

    private static bool Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static void Need(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The double answers as no Backstage does; expected that {what}.");
        }
    }
}
