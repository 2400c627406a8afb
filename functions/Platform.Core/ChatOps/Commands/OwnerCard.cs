using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Messages;

namespace Platform.Core.ChatOps.Commands;

/// <summary>How to reach a group or a person, from what their entity says.</summary>
internal static class OwnerCard
{
    private const string NoWay =
        "Their entity says nothing about how to reach them: spec.profile.email, metadata.links or the annotation "
        + "slack.com/channel-id would.";

    public static ChatMessage Of(string title, CatalogEntity owner)
    {
        var (metadata, profile) = (owner.Body["metadata"], owner.Body["spec"]?["profile"]);
        var facts = new List<ChatFact>();
        Add(facts, "Name", Text(profile?["displayName"]) ?? Text(metadata?["title"]));
        Add(facts, "About", Text(metadata?["description"]));
        var about = facts.Count;
        Add(facts, "Email", Text(profile?["email"]));
        var links = new List<ChatLink>();
        var annotations = metadata?["annotations"];
        AddChannel(facts, links, Text(annotations?["slack.com/channel-id"]) ?? Text(annotations?["slack.com/bot-notify"]));
        Add(facts, "Slack channel", Text(annotations?["slack.com/channel-name"]));
        foreach (var link in (metadata?["links"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Text(link["url"]) is { } url)
            {
                links.Add(new(Text(link["title"]) ?? url, url));
            }
        }

        return new(title, Facts: facts, Links: links, Sections: facts.Count == about && links.Count == 0 ? [new(NoWay)] : []);
    }

    /// <summary>A channel's or person's id opens in Slack; a name or address is shown.</summary>
    private static void AddChannel(List<ChatFact> facts, List<ChatLink> links, string? target)
    {
        if (target is ['C' or 'G' or 'D' or 'U' or 'W', ..] && ChatCommandMessage.ChatId().IsMatch(target))
        {
            links.Add(new("Open in Slack", $"https://slack.com/app_redirect?channel={target}"));
        }
        else
        {
            Add(facts, "Slack", target);
        }
    }

    private static void Add(List<ChatFact> facts, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            facts.Add(new(name, value));
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
