using System.Text;
using Platform.Adapters.Storage.Queues;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Queues;

public sealed class QueueMessagesTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly string _queue = $"q{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(48 * 1024)]
    [InlineData(48 * 1024 + 1)]
    [InlineData(3_000_000)]
    public async Task A_body_of_any_size_arrives_whole(int size)
    {
        var body = Encoding.UTF8.GetBytes("{" + new string(' ', size - 2) + "}");

        await Messages().SendAsync(_queue, body, Cancel);

        Assert.True((await Messages().RedeemAsync(await ReceiveAsync(), Cancel))!.Value.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task A_claim_without_a_body_is_told_apart()
    {
        var claim = Encoding.UTF8.GetBytes($$"""{ "claim": "{{new string('0', 64)}}" }""");

        Assert.Null(await Messages().RedeemAsync(claim, Cancel));
    }

    [Fact]
    public async Task A_message_does_not_expire()
    {
        await Messages().SendAsync(_queue, "{}"u8.ToArray(), Cancel);

        var message = (await storage.Queues.GetQueueClient(_queue).ReceiveMessageAsync(cancellationToken: Cancel)).Value;

        Assert.True(message.ExpiresOn > DateTimeOffset.UtcNow.AddYears(100));
    }

    private QueueMessages Messages() => new(storage.Queues, storage.Blobs);

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync() =>
        (await storage.Queues.GetQueueClient(_queue).ReceiveMessageAsync(cancellationToken: Cancel)).Value.Body.ToMemory();
}
