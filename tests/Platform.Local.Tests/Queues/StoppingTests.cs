using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Local.Runtime.Hosting;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;
using Platform.Local.Runtime.Queues;
using Platform.Local.Tests.Hosting;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Queues;

/// <summary>Messages that a fetch brings when its host is already stopping.</summary>
public sealed class StoppingTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly TimeSpan ForLong = TimeSpan.FromHours(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("first", 1)]
    [InlineData("more-often-than-allowed", 3)]
    public async Task A_message_that_comes_too_late_is_put_back_and_neither_run_nor_given_up(string queue, int fetches)
    {
        using var host = FunctionHost.Build(
            typeof(Functions), null, $"--AzureWebJobsStorage={storage.ConnectionString}");
        var (client, poison) = (Client(queue), Client($"{queue}-poison"));
        await client.CreateAsync(cancellationToken: Cancellation);
        await client.SendMessageAsync("aGVsbG8=", Cancellation);
        var message = await FetchAsync(client, fetches);

        await Processor(host.Services, client, poison).ProcessAsync(message, stopping: new CancellationToken(canceled: true));

        Assert.Empty(host.Services.GetRequiredService<Journal>().Entries);
        Assert.False(await poison.ExistsAsync(Cancellation));
        // It does not wait for the end of its lease.
        Assert.Equal(message.MessageId, (await FetchAsync(client, fetches: 1)).MessageId);
    }

    private QueueClient Client(string queue) => new(storage.ConnectionString, queue);

    private static MessageProcessor Processor(IServiceProvider services, QueueClient queue, QueueClient poison) => new(
        services.GetRequiredService<FunctionCatalog>().Of<QueueTriggerAttribute>(TriggerKind.Queue).Single().Function,
        queue,
        poison,
        new QueueHostOptions { MaxDequeueCount = 1 },
        services.GetRequiredService<InvocationPipeline>(),
        NullLogger<MessageProcessor>.Instance);

    /// <summary>Fetches the queue's message as often as that, giving it back in between.</summary>
    private static async Task<QueueMessage> FetchAsync(QueueClient queue, int fetches)
    {
        QueueMessage? message = null;
        for (var fetch = 1; fetch <= fetches; fetch++)
        {
            if (message is not null)
            {
                await queue.UpdateMessageAsync(
                    message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancellation);
            }

            await Eventually.HoldsAsync(
                async () => (message = (await queue.ReceiveMessageAsync(ForLong, Cancellation)).Value) is not null, Cancellation);
        }

        return message!;
    }

    internal sealed class Functions(Journal journal)
    {
        [Function("Late")]
        public void Late([QueueTrigger("late")] string message) => journal.Add(message);
    }
}
