using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>Puts messages on the app's queues and looks what came of them.</summary>
public static class CatalogDriver
{
    /// <summary>The text as it is: not encoded.</summary>
    public static async Task SendRawAsync(this PlatformHost host, string queue, string text)
    {
        var client = new QueueClient(host.Storage.ConnectionString, queue);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(text);
    }

    public static async Task SendAsync(this PlatformHost host, string queue, byte[] body)
    {
        var client = host.Storage.Queues.GetQueueClient(queue);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(BinaryData.FromBytes(body));
    }

    /// <summary>Waits until the catalog has the entity.</summary>
    public static async Task<JsonNode> EntityAsync(
        this PlatformHost host, string kind, string name, CancellationToken cancellationToken)
    {
        JsonNode? entity = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var answer = await host.Client.GetAsync($"catalog/entities/by-name/{kind}/default/{name}", cancellationToken);
                entity = answer.StatusCode == HttpStatusCode.OK
                    ? await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken)
                    : null;
                return entity is not null;
            },
            cancellationToken,
            $"{kind}:default/{name} is in the catalog");
        return entity!;
    }

    /// <summary>Waits until so many messages of the queue were given up, and gives them.</summary>
    public static async Task<IReadOnlyList<JsonNode>> GivenUpAsync(
        this PlatformHost host, string queue, Func<JsonNode, bool> which, CancellationToken cancellationToken, int count = 1)
    {
        IReadOnlyList<JsonNode> found = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                var answer = await host.Client.GetFromJsonAsync<JsonNode>($"queues/{queue}/poison", cancellationToken);
                found = [.. answer!["items"]!.AsArray().OfType<JsonNode>().Where(item => (bool)item["givenUp"]! && which(item))];
                return found.Count >= count;
            },
            cancellationToken,
            $"{count} messages of {queue} are given up");
        return found;
    }
}
