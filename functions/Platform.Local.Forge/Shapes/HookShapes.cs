using System.Text.Json.Nodes;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Shapes;

/// <summary>Hooks and deliveries as GitHub writes them; a secret is never shown.</summary>
internal static class HookShapes
{
    /// <summary><paramref name="collection"/> is the URL of the hooks it stands among.</summary>
    public static JsonObject Hook(Hook hook, string collection, bool ofRepository)
    {
        var url = $"{collection}/{hook.Id}";
        var config = new JsonObject
        {
            ["url"] = hook.Url,
            ["content_type"] = hook.ContentType,
            ["insecure_ssl"] = hook.InsecureSsl,
        };
        if (hook.Secret is not null)
        {
            config["secret"] = "********";
        }

        var shape = new JsonObject
        {
            ["type"] = ofRepository ? "Repository" : "Organization",
            ["id"] = hook.Id,
            ["name"] = "web",
            ["active"] = hook.Active,
            ["events"] = new JsonArray([.. hook.Events.Select(name => (JsonNode)name)]),
            ["config"] = config,
            ["updated_at"] = Urls.Time(hook.UpdatedAt),
            ["created_at"] = Urls.Time(hook.CreatedAt),
            ["url"] = url,
            ["ping_url"] = $"{url}/pings",
            ["deliveries_url"] = $"{url}/deliveries",
        };
        if (ofRepository)
        {
            shape["test_url"] = $"{url}/test";
            shape["last_response"] = new JsonObject
            {
                ["code"] = hook.LastCode,
                ["status"] = hook.LastStatus,
                ["message"] = null,
            };
        }

        return shape;
    }

    public static JsonObject Item(Delivery delivery) =>
        new()
        {
            ["id"] = delivery.Id,
            ["guid"] = delivery.Guid,
            ["delivered_at"] = Urls.Time(delivery.DeliveredAt),
            ["redelivery"] = delivery.Redelivery,
            ["duration"] = delivery.Duration,
            ["status"] = delivery.Status,
            ["status_code"] = delivery.StatusCode ?? 0,
            ["event"] = delivery.Event,
            ["action"] = delivery.Action,
            ["installation_id"] = null,
            ["repository_id"] = delivery.RepositoryId,
        };

    public static JsonObject Full(Delivery delivery, string url)
    {
        var shape = Item(delivery);
        shape["url"] = url;
        shape["request"] = new JsonObject
        {
            ["headers"] = Headers(delivery.RequestHeaders),
            ["payload"] = JsonNode.Parse(delivery.Payload),
        };
        shape["response"] = new JsonObject
        {
            ["headers"] = Headers(delivery.ResponseHeaders),
            ["payload"] = delivery.ResponseBody,
        };
        return shape;
    }

    private static JsonObject Headers(Dictionary<string, string> headers) =>
        new(headers.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
