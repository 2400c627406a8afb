using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Functions.Queues;
using Platform.TestKit.Observability;
using Platform.TestKit.Queues;

namespace Platform.Functions.Tests.Observability;

public sealed class QueueTraceTests
{
    private const string Queue = "orders";

    private readonly MemoryPoisonRecords _poison = new();
    private readonly MemoryQueues _queues = new();

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 0, true)]
    [InlineData(1, 1, true)]
    public async Task An_attempt_is_in_the_senders_trace_and_links_to_it_when_it_is_not_the_first(
        int attempt, int returned, bool linked)
    {
        using var spans = new SpanRecorder();

        await RunAsync(spans.TraceParent, attempt, returned, _ => []);

        var span = Assert.Single(spans.Own);
        Assert.Equal(("process orders", "handled"), (span.DisplayName, span.GetTagItem("platform.outcome")));
        Assert.Equal(spans.TraceParent, span.ParentId);
        Assert.Equal(linked ? 1 : 0, span.Links.Count(link => link.Context.TraceId == spans.Trace));
    }

    [Fact]
    public async Task A_trace_that_is_not_valid_is_ignored()
    {
        using var spans = new SpanRecorder();
        var handled = 0;

        await RunAsync("00-nonsense", attempt: 1, returned: 0, _ =>
        {
            handled++;
            return [];
        });

        Assert.Equal(1, handled);
    }

    [Fact]
    public async Task A_failure_is_told_by_its_type_and_not_by_its_message()
    {
        using var spans = new SpanRecorder();
        using var metrics = new MetricRecorder();

        await Assert.ThrowsAsync<TimeoutException>(() =>
            RunAsync(spans.TraceParent, attempt: 1, returned: 0, _ => throw new TimeoutException("secret")));

        var span = Assert.Single(spans.Own);
        Assert.Equal("System.TimeoutException", span.GetTagItem("error.type"));
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", span.StatusDescription, StringComparison.Ordinal);
        Assert.True(metrics.Sum("platform.queue.messages", "platform.outcome", "failed") >= 1);
        Assert.True(metrics.Sum("messaging.process.duration", "error.type", "System.TimeoutException") > 0);
    }

    [Fact]
    public async Task A_refused_message_is_told_by_its_code()
    {
        using var spans = new SpanRecorder();

        await RunAsync(spans.TraceParent, attempt: 1, returned: 0, _ => [new Problem("field-missing", "…")]);

        var span = Assert.Single(spans.Own);
        Assert.Equal(("refused", "field-missing"), (span.GetTagItem("platform.outcome"), span.GetTagItem("platform.code")));
    }

    private Task RunAsync(string trace, int attempt, int returned, Func<ReadOnlyMemory<byte>, IReadOnlyList<Problem>> handle)
    {
        var edge = new QueueEdge(
            _poison, _queues, _queues, new QueueAttempts(5), TimeProvider.System, NullLogger<QueueEdge>.Instance);
        var text = new QueueEnvelope(Encoding.UTF8.GetBytes("""{"id":"1"}"""), trace, Returned: returned).Write();
        var message = QueuesModelFactory.QueueMessage("1", "receipt", BinaryData.FromBytes(text), attempt);
        return edge.RunAsync(
            Queue, message, (body, _) => Task.FromResult(handle(body)), TestContext.Current.CancellationToken);
    }
}
