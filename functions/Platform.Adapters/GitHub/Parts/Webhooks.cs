using System.Text.Json.Nodes;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>Webhooks by their address: GitHub would make a second one of the same address for other events.</summary>
internal sealed class Webhooks(RepositoryApi api) : ListedParts<Webhook>(api, "hooks", "webhook")
{
    protected override string KeyOf(JsonObject listed) =>
        Uri.TryCreate($"{listed["config"]?["url"]}", UriKind.Absolute, out var url) ? url.AbsoluteUri : string.Empty;

    protected override PartLikeness LikenessOf(JsonObject listed, Webhook wanted) =>
        $"{listed["config"]?["content_type"]}" != wanted.ContentType
        || $"{listed["config"]?["insecure_ssl"]}" != (wanted.IsInsecure ? "1" : "0")
        || (bool)listed["active"]! != wanted.IsActive
        || !listed["events"]!.AsArray().Select(one => $"{one}").Order().SequenceEqual(wanted.Events.Order())
        || (wanted.Secret is null) != (listed["config"]?["secret"] is null)
            ? PartLikeness.Different
            : wanted.Secret is null ? PartLikeness.Same : PartLikeness.Unknown;

    protected override JsonObject BodyOf(Webhook wanted)
    {
        var config = new JsonObject
        {
            ["url"] = wanted.Url.AbsoluteUri,
            ["content_type"] = wanted.ContentType,
            ["insecure_ssl"] = wanted.IsInsecure ? "1" : "0",
        };
        if (wanted.Secret is { } secret)
        {
            config["secret"] = secret;
        }

        return new()
        {
            ["name"] = "web",
            ["config"] = config,
            ["events"] = new JsonArray([.. wanted.Events.Select(one => (JsonNode)one)]),
            ["active"] = wanted.IsActive,
        };
    }
}
