using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Functions.Queues;
using Platform.TestKit.Queues;

namespace Platform.Functions.Tests.Queues;

/// <summary>What the host's count of attempts can't tell: which of them ended in a failure, and which were cut off.</summary>
public sealed class QueueEdgeTests
{
    private const string Queue = "orders";
    private const string Body = """{"id":"1"}""";

    private readonly MemoryPoisonRecords _poison = new();
    private readonly MemoryQueues _queues = new();
    private int _messages;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_whose_attempts_were_all_cut_off_goes_back_to_its_queue()
    {
        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);

        Assert.Equal((Body, 1), (Text(_queues.Sent.Single().Content), _queues.Sent.Single().Returned));
        Assert.Empty(_poison.All);
    }

    [Fact]
    public async Task It_keeps_its_trace()
    {
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var sent = new QueueEnvelope(Encoding.UTF8.GetBytes(Body), trace);

        await Edge().GiveUpAsync(Queue, Message(Text(sent.Write())), Cancel);

        Assert.Equal(trace, _queues.Sent.Single().TraceParent);
    }

    [Fact]
    public async Task A_message_that_failed_once_and_was_cut_off_then_goes_back_too()
    {
        await FailAsync(Body, times: 1);

        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);

        Assert.Single(_queues.Sent);
        Assert.False(_poison.All.Single().GivenUp);
    }

    [Fact]
    public async Task Failures_count_over_all_rounds()
    {
        await FailAsync(Body, times: 3);
        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);
        await FailAsync(Text(_queues.Sent.Single().Write()), times: 2);

        await Edge().GiveUpAsync(Queue, Message(Text(_queues.Sent.Single().Write())), Cancel);

        var record = _poison.All.Single();
        Assert.Equal((true, QueueEdge.HandlerFailed), (record.GivenUp, record.Reasons.Single().Code));
        Assert.Single(_queues.Sent);
    }

    [Fact]
    public async Task A_message_that_failed_as_often_as_the_host_tries_is_given_up_with_its_reason()
    {
        await FailAsync(Body, times: 5);

        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);

        Assert.Empty(_queues.Sent);
        Assert.Equal(QueueEdge.HandlerFailed, _poison.All.Single(record => record.GivenUp).Reasons.Single().Code);
    }

    [Fact]
    public async Task A_message_that_ends_its_process_every_time_is_given_up_after_some_rounds()
    {
        var message = Body;
        for (var round = 1; round <= QueueEdge.MostReturns; round++)
        {
            await Edge().GiveUpAsync(Queue, Message(message), Cancel);
            message = Text(_queues.Sent[^1].Write());
        }

        await Edge().GiveUpAsync(Queue, Message(message), Cancel);

        Assert.Equal(QueueEdge.MostReturns, _queues.Sent.Count);
        var record = _poison.All.Single(given => given.GivenUp);
        Assert.Equal((Body, QueueEdge.GivenUp), (Text(record.Body), record.Reasons.Single().Code));
    }

    [Fact]
    public async Task A_message_that_goes_through_after_going_back_leaves_no_record()
    {
        await FailAsync(Body, times: 1);
        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);

        await HandleAsync(Text(_queues.Sent.Single().Write()), attempt: 1, _ => []);

        Assert.Empty(_poison.All);
    }

    [Fact]
    public async Task Giving_the_same_message_up_twice_is_giving_it_up_once()
    {
        await FailAsync(Body, times: 5);
        var message = Message(Body);

        await Edge().GiveUpAsync(Queue, message, Cancel);
        await Edge().GiveUpAsync(Queue, message, Cancel);

        Assert.Empty(_queues.Sent);
        Assert.True(_poison.All.Single().GivenUp);
    }

    [Fact]
    public async Task A_message_sent_again_after_it_was_given_up_has_all_its_attempts()
    {
        await FailAsync(Body, times: 5);
        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);
        await FailAsync(Body, times: 1);

        await Edge().GiveUpAsync(Queue, Message(Body), Cancel);

        Assert.Single(_queues.Sent);
    }

    [Fact]
    public async Task Text_that_no_envelope_can_carry_does_not_go_back()
    {
        await Edge().GiveUpAsync(Queue, Message("no JSON!"), Cancel);

        Assert.Empty(_queues.Sent);
        Assert.Equal("no JSON!", Text(_poison.All.Single().Body));
    }

    [Fact]
    public async Task The_handler_gets_the_content_of_an_envelope()
    {
        var seen = string.Empty;
        var envelope = new QueueEnvelope(Encoding.UTF8.GetBytes(Body), Returned: 1);

        await HandleAsync(Text(envelope.Write()), attempt: 1, body =>
        {
            seen = body;
            return [];
        });

        Assert.Equal(Body, seen);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("3", 3)]
    public void The_number_of_attempts_is_the_hosts(string? setting, int expected)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = setting }).Build();

        Assert.Equal(expected, QueueAttempts.From(settings).Most);
    }

    private QueueEdge Edge() => new(
        _poison, _queues, _queues, new QueueAttempts(5), TimeProvider.System, NullLogger<QueueEdge>.Instance);

    private async Task FailAsync(string text, int times)
    {
        for (var attempt = 1; attempt <= times; attempt++)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => HandleAsync(text, attempt, _ => throw new TimeoutException("down")));
        }
    }

    private Task HandleAsync(string text, int attempt, Func<string, IReadOnlyList<Problem>> handle) => Edge().RunAsync(
        Queue, Message(text, attempt), (body, _) => Task.FromResult(handle(Text(body))), Cancel);

    private QueueMessage Message(string text, int attempt = 1) =>
        QueuesModelFactory.QueueMessage($"{++_messages}", "receipt", BinaryData.FromString(text), attempt);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
