using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Tests.Hosting;

namespace Platform.Local.Tests.Queues;

public sealed class BindingTests
{
    [Theory]
    [InlineData("text")]
    [InlineData("bytes")]
    [InlineData("binary")]
    [InlineData("message")]
    [InlineData("object")]
    public async Task A_message_reaches_the_function_in_the_form_it_asks_for(string queue)
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions), "--ResolvedQueue=resolved");

        await host.SendAsync(queue, """{"NAME":"Zoë","count":3}""");
        await host.Journal.ReachesAsync(1);

        Assert.Equal(queue == "object" ? "Zoë 3" : """{"NAME":"Zoë","count":3}""", host.Journal.Entries[0]);
        await host.IsDrainedAsync(queue);
    }

    [Fact]
    public async Task A_queue_name_may_come_from_a_setting_and_its_account_from_another()
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions), "--ResolvedQueue=resolved");

        await host.SendAsync("resolved", "hello");
        await host.Journal.ReachesAsync(1);

        Assert.Equal("hello", host.Journal.Entries[0]);
    }

    [Fact]
    public async Task Binding_data_holds_the_messages_metadata_as_text_as_in_the_isolated_worker()
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions), "--ResolvedQueue=resolved");

        await host.SendAsync("metadata", "hello");
        await host.Journal.ReachesAsync(2);

        var data = Assert.Single(host.Journal.Of<IReadOnlyDictionary<string, object?>>());
        Assert.Equal("hello", data["QueueTrigger"]);
        Assert.Equal("1", data["DequeueCount"]);
        Assert.NotEmpty(Assert.IsType<string>(data["Id"]));
        var inserted = JsonSerializer.Deserialize<DateTimeOffset>(Assert.IsType<string>(data["InsertionTime"]));
        Assert.InRange(inserted, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(1, Assert.Single(host.Journal.Of<long>()));
    }

    [Fact]
    public async Task With_encoding_none_the_text_is_the_body()
    {
        await using var host = await QueueHost.StartAsync(
            typeof(Functions), "--ResolvedQueue=resolved", QueueHost.Set("messageEncoding", "none"));

        await host.Raw("text").SendMessageAsync("plain", TestContext.Current.CancellationToken);
        await host.Journal.ReachesAsync(1);

        Assert.Equal("plain", host.Journal.Entries[0]);
    }

    internal sealed record Thing(string Name, int Count);

    internal sealed class Functions(Journal journal)
    {
        [Function("Text")]
        public void Text([QueueTrigger("text")] string message) => journal.Add(message);

        [Function("Bytes")]
        public void Bytes([QueueTrigger("bytes")] byte[] message) => journal.Add(Encoding.UTF8.GetString(message));

        [Function("Binary")]
        public void Binary([QueueTrigger("binary")] BinaryData message) => journal.Add(message.ToString());

        [Function("Message")]
        public void Message([QueueTrigger("message")] QueueMessage message) => journal.Add(message.Body.ToString());

        [Function("Object")]
        public void Object([QueueTrigger("object")] Thing thing) => journal.Add($"{thing.Name} {thing.Count}");

        [Function("Resolved")]
        public void Resolved([QueueTrigger("%ResolvedQueue%", Connection = "Storage")] string message) => journal.Add(message);

        [Function("Metadata")]
        public void Metadata([QueueTrigger("metadata")] string message, long dequeueCount, FunctionContext context)
        {
            journal.Add(context.BindingContext.BindingData);
            journal.Add(dequeueCount);
        }
    }
}
