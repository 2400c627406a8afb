using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>Brings persisted letters to whom they are for, and makes the instances that they start.</summary>
internal sealed partial class PostOffice(
    ConcurrentDictionary<string, InstanceActor> live, InstanceIdPolicy ids, HubServices services, ILogger log)
{
    /// <summary>Whoever hears the letter, or finds that nobody can, deletes its row.</summary>
    public void Route(Letter letter, DiscardedRow row, bool recovering)
    {
        if (letter.Message is TurnMessage.Started start)
        {
            RouteStart(letter.To, start, row, recovering);
        }
        else if (live.TryGetValue(letter.To, out var instance))
        {
            instance.Post(new(letter.Message) { Execution = letter.Execution, Letter = row });
        }
        else
        {
            Log.Dropped(log, letter.Message.GetType().Name, letter.To);
            services.Journal.Discard([row]);
        }
    }

    private void RouteStart(string instanceId, TurnMessage.Started start, DiscardedRow row, bool recovering)
    {
        if (live.TryGetValue(instanceId, out var known) && known.TryRenew(start, row))
        {
            return;
        }

        var instance = new InstanceActor(instanceId, start, services, this);
        if (live.TryAdd(instanceId, instance))
        {
            instance.StartBy(row, recovering);
        }
        else
        {
            Refuse(instanceId, start.Parent!, row);
        }
    }

    /// <summary>The start's row gives way to the answer's.</summary>
    private void Refuse(string instanceId, ParentCall parent, DiscardedRow start)
    {
        var refusal = Letters.Refusal(instanceId, parent);
        var body = JsonSerializer.SerializeToUtf8Bytes(refusal, HistoryJson.Default.Letter);
        services.Journal.Append(1, lsn =>
        {
            var row = services.Rows.Letter(lsn, body);
            return new(new([row, new(start.Key, null, 0)])
            {
                Lsn = lsn,
                FreedBodies = start.BodyBlob is { } blob ? [blob] : [],
                Committed = () => Route(refusal, new(row.Key, row.BodyBlob), recovering: false),
            });
        });
    }

    /// <summary>The instance has ended; its id is free.</summary>
    public void Remove(InstanceActor instance) => ids.Free(instance);

    private static partial class Log
    {
        [LoggerMessage(16, LogLevel.Information,
            "{Message} from an orchestration for {InstanceId} is dropped: it has ended or never was")]
        public static partial void Dropped(ILogger logger, string message, string instanceId);
    }
}
