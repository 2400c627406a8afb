using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Platform.Local.Tests.Hosting;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Queues;

/// <summary>A host of queue functions whose settings suit a test: attempts without pauses, short leases.</summary>
internal static class QueueHost
{
    private const string Queues = "--AzureFunctionsJobHost:extensions:queues:";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<FunctionHost> StartAsync(Type functions, params string[] settings) =>
        StartAsync(functions, null, settings);

    public static Task<FunctionHost> StartAsync(Type functions, StorageFixture? storage, params string[] settings) =>
        FunctionHost.StartAsync(
            functions,
            storage: storage,
            settings:
            [
                "--LocalQueueLease=00:00:06",
                Set("visibilityTimeout", "00:00:00"), Set("maxDequeueCount", "3"), Set("maxPollingInterval", "00:00:01"),
                .. settings,
            ]);

    public static string Set(string name, string value) => $"{Queues}{name}={value}";

    /// <summary>A client that shows messages as they are stored.</summary>
    public static QueueClient Raw(this FunctionHost host, string queue) => new(host.Storage.ConnectionString, queue);

    public static Task SendAsync(this FunctionHost host, string queue, BinaryData body) =>
        host.Storage.Queues.GetQueueClient(queue).SendMessageAsync(body, cancellationToken: Cancellation);

    public static Task SendAsync(this FunctionHost host, string queue, string body) =>
        host.SendAsync(queue, new BinaryData(body));

    public static async Task<IReadOnlyList<PeekedMessage>> PeekAsync(this FunctionHost host, string queue, int count)
    {
        var client = host.Raw(queue);
        await Eventually.HoldsAsync(async () => await client.ExistsAsync(Cancellation), Cancellation);
        await Eventually.HoldsAsync(
            async () => (await client.PeekMessagesAsync(32, Cancellation)).Value.Length >= count, Cancellation);
        return (await client.PeekMessagesAsync(32, Cancellation)).Value;
    }

    /// <summary>Waits until no message is left, visible or not.</summary>
    public static async Task IsDrainedAsync(this FunctionHost host, string queue)
    {
        var client = host.Raw(queue);
        await Eventually.HoldsAsync(
            async () => (await client.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount == 0, Cancellation);
    }
}
