using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.ChatOps.People;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.TestKit.ChatOps;

/// <summary>Prepares apps for chat: a receiver in Slack's place, and a person that the catalog knows.</summary>
public static class ChatHost
{
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    public const string BotToken = "xoxb-not-a-real-token";

    public const string Channel = "C0PLATFORM";

    public static void UseSlack(this IDictionary<string, string?> settings, SlackReceiver receiver)
    {
        settings["SlackSigningSecret"] = SigningSecret;
        settings["SlackResponseHosts"] = receiver.Origin;
        settings["SlackApiUrl"] = $"{receiver.Origin}/api/";
        settings["SlackBotToken"] = BotToken;
        settings["SlackChannel"] = Channel;
    }

    /// <summary>A User entity that says which Slack user it is.</summary>
    public static EntityBuilder Person(string name, string slackUser, string? slackTeam = null)
    {
        var annotations = new JsonObject { [ChatAnnotations.SlackUser] = slackUser };
        if (slackTeam is not null)
        {
            annotations[ChatAnnotations.SlackTeam] = slackTeam;
        }

        return new EntityBuilder().Named(name).With("kind", "User").With("metadata.annotations", annotations)
            .With("spec", new JsonObject { ["memberOf"] = new JsonArray("team-a") });
    }

    /// <summary>Ingests entities as a pipeline does, and waits until names and chat users are known, too.</summary>
    public static async Task IngestAsync(
        this PlatformHost host, CancellationToken cancellationToken, params EntityBuilder[] entities)
    {
        var id = Guid.NewGuid().ToString("N");
        var content = string.Join("\n---\n", entities.Select(entity => entity.Text()));
        var message = new JsonObject { ["id"] = id, ["location"] = $"url:https://example.com/{id}.yaml", ["content"] = content };
        await host.SendAsync("catalog-ingest", System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()));
        var (catalog, names) = (
            host.Services.GetRequiredService<ICatalogReader>(), host.Services.GetRequiredService<EntityNames>());
        var identities = host.Services.GetRequiredService<IChatIdentities>();
        foreach (var root in entities.Select(entity => JsonNode.Parse(entity.Text())!))
        {
            var entityRef = EntityRef.Create(
                (string)root["kind"]!, (string?)root["metadata"]!["namespace"] ?? "default", (string)root["metadata"]!["name"]!);
            var slackUser = (string?)root["metadata"]!["annotations"]?[ChatAnnotations.SlackUser];
            await Eventually.HoldsAsync(
                async () => await catalog.FindAsync(entityRef, cancellationToken) is not null
                    && (await names.FindAsync(entityRef.Name, cancellationToken)).Contains(entityRef)
                    && (slackUser is null || (await identities.FindAsync(
                        ChatAnnotations.Slack, slackUser, cancellationToken)).Contains(entityRef)),
                cancellationToken,
                $"{entityRef} is ingested");
        }
    }
}
