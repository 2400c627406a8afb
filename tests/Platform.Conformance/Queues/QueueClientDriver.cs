using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Queues;

/// <summary>Puts messages on queues as pipelines do, and reads what the platform says of those it could not use.</summary>
internal static class QueueClientDriver
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task SendAsync(
        this PlatformUnderTest platform, string queue, string text, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        var client = platform.Queue(queue, encoding);
        await client.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await client.SendMessageAsync(text, Cancel);
    }

    /// <summary>Waits until the message is listed as given up.</summary>
    public static Task<JsonNode> GivenUpAsync(this PlatformUnderTest platform, string queue, string body) => Eventually.FindAsync(
        async () =>
        {
            using var answer = await platform.Client.GetAsync($"queues/{queue}/poison", Cancel);
            return (await answer.JsonAsync())["items"]!.AsArray()
                .FirstOrDefault(item => (bool)item!["givenUp"]! && (string)item["body"]! == body);
        },
        $"'{body}' is listed among the messages of {queue} that were given up");
}
