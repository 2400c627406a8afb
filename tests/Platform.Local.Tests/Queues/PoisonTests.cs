using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Tests.Hosting;

namespace Platform.Local.Tests.Queues;

public sealed class PoisonTests
{
    [Fact]
    public async Task A_message_that_always_fails_is_tried_maxDequeueCount_times_and_moved_to_the_poison_queue()
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions));

        await host.SendAsync("failing", "hello");
        var poison = Assert.Single(await host.PeekAsync("failing-poison", 1));

        Assert.Equal("hello", Text(poison));
        Assert.Equal([1L, 2L, 3L], host.Journal.Of<long>());
        await host.IsDrainedAsync("failing");
    }

    [Fact]
    public async Task A_failed_message_rests_for_the_visibilityTimeout()
    {
        await using var host = await QueueHost.StartAsync(
            typeof(Functions), QueueHost.Set("visibilityTimeout", "00:00:04"), QueueHost.Set("maxDequeueCount", "2"));

        await host.SendAsync("failing", "hello");
        await host.PeekAsync("failing-poison", 1);

        var times = host.Journal.Of<DateTimeOffset>();
        Assert.InRange(times[1] - times[0], TimeSpan.FromSeconds(2.9), TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData("{ this is not json")]
    [InlineData("[1]")]
    public async Task A_message_that_is_no_such_object_goes_to_the_poison_queue_and_the_queue_goes_on(string body)
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions));

        await host.SendAsync("objects", body);
        await host.SendAsync("objects", """{"name":"next"}""");
        var poison = Assert.Single(await host.PeekAsync("objects-poison", 1));

        Assert.Equal(body, Text(poison));
        await host.IsDrainedAsync("objects");
        Assert.Equal(["next"], host.Journal.Of<string>());
    }

    [Theory]
    [InlineData("{\"plain\": true}")]
    [InlineData("almost base64=")]
    public async Task A_body_that_is_not_base64_goes_to_the_poison_queue_with_its_bytes_and_the_queue_goes_on(string body)
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions));

        await host.Raw("objects").SendMessageAsync(body, TestContext.Current.CancellationToken);
        await host.SendAsync("objects", """{"name":"next"}""");
        var poison = Assert.Single(await host.PeekAsync("objects-poison", 1));

        Assert.Equal(body, poison.MessageText);
        await host.IsDrainedAsync("objects");
        Assert.Equal(["next"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task A_message_of_64_KiB_arrives_whole()
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions));
        var body = new byte[48 * 1024];
        Random.Shared.NextBytes(body);

        await host.SendAsync("bytes", new BinaryData(body));
        await host.Journal.ReachesAsync(1);

        Assert.Equal(body, Assert.Single(host.Journal.Of<byte[]>()));
    }

    [Fact]
    public async Task A_message_of_64_KiB_that_is_not_base64_is_kept_whole_in_the_poison_queue()
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions));
        var body = new string('!', 64 * 1024);

        await host.Raw("bytes").SendMessageAsync(body, TestContext.Current.CancellationToken);
        var poison = Assert.Single(await host.PeekAsync("bytes-poison", 1));

        Assert.Equal(body, poison.MessageText);
    }

    [Fact]
    public async Task A_poison_queue_has_no_poison_queue_of_its_own_and_keeps_what_it_cannot_decode()
    {
        await using var host = await QueueHost.StartAsync(typeof(PoisonFunction));

        await host.Raw("objects-poison").SendMessageAsync("not base64!", TestContext.Current.CancellationToken);
        await host.SendAsync("objects-poison", "decodable");
        await host.Journal.ReachesAsync(1);

        Assert.Equal(["given up: decodable"], host.Journal.Of<string>());
        var left = await host.Raw("objects-poison").GetPropertiesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, left.Value.ApproximateMessagesCount);
        Assert.False(await host.Raw("objects-poison-poison").ExistsAsync(TestContext.Current.CancellationToken));
    }

    private static string Text(PeekedMessage message) => Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText));

    internal sealed record Thing(string Name);

    internal sealed class Functions(Journal journal)
    {
        [Function("Failing")]
        public void Failing([QueueTrigger("failing")] string message, long dequeueCount)
        {
            journal.Add(dequeueCount);
            journal.Add(DateTimeOffset.UtcNow);
            throw new InvalidOperationException(message);
        }

        [Function("Objects")]
        public void Objects([QueueTrigger("objects")] Thing thing) => journal.Add(thing.Name);

        [Function("Bytes")]
        public void Bytes([QueueTrigger("bytes")] byte[] body) => journal.Add(body);
    }

    internal sealed class PoisonFunction(Journal journal)
    {
        [Function("GivenUp")]
        public void GivenUp([QueueTrigger("objects-poison")] string message) => journal.Add($"given up: {message}");
    }
}
