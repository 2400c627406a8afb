using System.Diagnostics;
using Platform.Core.Observability;

namespace Platform.Functions.Queues;

/// <summary>
/// One attempt at a message as traces and metrics see it. Its span belongs to the trace of whoever sent the message; the host's
/// own span of the invocation, and of an attempt that is not the first the sender's, are linked.
/// </summary>
internal sealed class QueueAttempt : IDisposable
{
    private readonly string _queue;
    private readonly Activity? _activity;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private string? _error;

    private QueueAttempt(string queue, Activity? activity)
    {
        _queue = queue;
        _activity = activity;
    }

    public static QueueAttempt Begin(string queue, ReceivedMessage received)
    {
        var sender = Telemetry.ContextOf(received.Envelope.TraceParent, received.Envelope.TraceState);
        var invocation = Activity.Current?.Context;
        List<ActivityLink> links = [];
        if (sender is { } creation && received.IsRepeated)
        {
            links.Add(new(creation));
        }

        if (sender is not null && invocation is { } host)
        {
            links.Add(new(host));
        }

        var activity = Telemetry.Source.StartActivity(
            ActivityKind.Consumer, sender ?? invocation ?? default, Tags(queue, received), links, name: $"process {queue}");
        return new(queue, activity);
    }

    public static void Count(string queue, string outcome) => PlatformMetrics.QueueMessages.Add(
        1, new(TelemetryTags.Destination, queue), new(TelemetryTags.Outcome, outcome));

    public void Handled() => End("handled");

    public void Refused(string code)
    {
        _activity?.SetTag(TelemetryTags.Code, code);
        End("refused");
    }

    public void Failed(Exception failure)
    {
        Telemetry.Fail(_activity, failure);
        _error = failure.GetType().FullName;
        End("failed");
    }

    /// <summary>What was cut off has no outcome.</summary>
    public void Dispose() => _activity?.Dispose();

    private static IEnumerable<KeyValuePair<string, object?>> Tags(string queue, ReceivedMessage received) =>
    [
        new(TelemetryTags.MessagingSystem, TelemetryTags.StorageQueues),
        new(TelemetryTags.Destination, queue),
        new(TelemetryTags.Operation, "process"),
        new(TelemetryTags.OperationType, "process"),
        new(TelemetryTags.MessageId, received.Message.MessageId),
        new(TelemetryTags.MessageSize, received.Envelope.Content.Length),
        new(TelemetryTags.Attempt, received.Message.DequeueCount),
        new(TelemetryTags.Trigger, "pubsub"),
    ];

    private void End(string outcome)
    {
        _activity?.SetTag(TelemetryTags.Outcome, outcome);
        Count(_queue, outcome);
        TagList tags = new()
        {
            { TelemetryTags.MessagingSystem, TelemetryTags.StorageQueues },
            { TelemetryTags.Destination, _queue },
        };
        if (_error is not null)
        {
            tags.Add(TelemetryTags.ErrorType, _error);
        }

        PlatformMetrics.MessageDuration.Record(Stopwatch.GetElapsedTime(_begun).TotalSeconds, tags);
    }
}
