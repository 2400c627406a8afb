using System.Diagnostics;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Platform.Adapters.Storage.Queues;
using Platform.Benchmarks.Kill;
using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Queues;

/// <summary>The driver: sends, lets the host live and die at random points of the work, and judges the end.</summary>
internal sealed class QueueLoad(
    string connection, string effects, TimeSpan lease, IReadOnlyList<LoadMessage> messages, Random random)
{
    private const int MostWaiting = 400;
    private const int Batch = 20;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly QueueServiceClient _queues = new(connection, new() { MessageEncoding = QueueMessageEncoding.Base64 });
    private readonly Stopwatch _watch = new();
    private readonly List<double> _starts = [];
    private readonly int _healthy = messages.Count(message => message.Kind != LoadKind.AlwaysFails);
    private int _handled;
    private int _kills;
    private int _killsAtStart;
    private double _secondsToMost;
    private bool _isDrained;

    public async Task RunAsync(int kills, Action<string> say)
    {
        await _queues.GetQueueClient(LoadFunctions.Queue).CreateIfNotExistsAsync();
        _watch.Start();
        var sending = SendAllAsync();
        // Spread over the work, not over time: the machine's speed doesn't matter then.
        var moments = Enumerable.Range(0, kills).Select(_ => random.Next(_healthy * 95 / 100)).Order().ToList();
        foreach (var moment in moments)
        {
            await LiveAndDieAsync(moment);
            say($"  {_kills} kills, {Volatile.Read(ref _handled)} handlings, {_watch.Elapsed.TotalSeconds:0} s");
        }

        using var last = new LoadProcess(connection, effects, lease, Handled);
        await last.Ready;
        await sending;
        await DrainAsync();
        await last.StopAsync();
        _watch.Stop();
    }

    public async Task ReportAsync(BenchmarkReport report)
    {
        var verdict = LoadVerdict.Of(messages, EffectLog.Read(effects), await PoisonAsync());
        verdict.Violations.Take(20).ToList().ForEach(violation => report.Say($"  VIOLATION {violation}"));
        report.Add(new("messages", messages.Count, "messages"));
        report.Add(new("of them always failing", messages.Count - _healthy, "messages"));
        report.Add(new("kills", _kills, "kills"));
        report.Add(new("of them while the host started", _killsAtStart, "kills"));
        var rate = 0.99 * _healthy / _secondsToMost;
        report.Add(new("handled per second, kills and starts included, up to 99%", rate, "messages/s"));
        report.Add(new("duration until drained, last leases included", _watch.Elapsed.TotalSeconds, "s"));
        report.Add(new("handlings beyond the first", verdict.Duplicates, "handlings"));
        report.Add(new("attempts of the most often begun healthy message", verdict.MostAttempts, "attempts"));
        report.Add(new("went back from the poison queue after attempts cut off", verdict.Returned, "messages"));
        report.Add(Figure.AtMost("lost", verdict.Lost, "messages", 0));
        report.Add(Figure.AtMost("poison that should not be", verdict.WronglyPoison, "messages", 0));
        report.Add(Figure.AtMost("missing from poison", verdict.MissingPoison, "messages", 0));
        report.Add(Figure.AtMost("failure records left behind", verdict.LeftBehind, "records", 0));
        report.Add(Figure.AtMost("not drained", _isDrained ? 0 : 1, "queues", 0));
    }

    // Not all at once: Azurite takes longer for every call the more messages wait.
    private async Task SendAllAsync()
    {
        var queue = _queues.GetQueueClient(LoadFunctions.Queue);
        var ahead = MostWaiting + messages.Count - _healthy;
        for (var sent = 0; sent < messages.Count; sent += Batch)
        {
            while (sent - Volatile.Read(ref _handled) > ahead)
            {
                await Task.Delay(Pause);
            }

            await Task.WhenAll(messages.Skip(sent).Take(Batch).Select(message =>
                queue.SendMessageAsync(JsonSerializer.Serialize(message, JsonSerializerOptions.Web))));
        }
    }

    // One in five dies while it starts, the others when so many messages were handled.
    private async Task LiveAndDieAsync(int moment)
    {
        var started = _watch.Elapsed;
        using var host = new LoadProcess(connection, effects, lease, Handled);
        if (_starts.Count > 0 && random.Next(5) == 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * _starts.Order().ElementAt(_starts.Count / 2)));
            _killsAtStart++;
        }
        else
        {
            await host.Ready;
            _starts.Add((_watch.Elapsed - started).TotalSeconds);
            while (Volatile.Read(ref _handled) < moment)
            {
                await Task.Delay(Pause);
            }

            // Not always at the same distance from a batch's begin.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)));
        }

        await host.KillAsync();
        _kills++;
    }

    private void Handled()
    {
        if (Interlocked.Increment(ref _handled) >= 0.99 * _healthy && _secondsToMost == 0)
        {
            _secondsToMost = _watch.Elapsed.TotalSeconds;
        }
    }

    private async Task DrainAsync()
    {
        var begun = _watch.Elapsed;
        while (!_isDrained && _watch.Elapsed - begun < LongestEnd)
        {
            // A message is never in neither queue; looking at the first one again sees what moved in between.
            _isDrained = await CountAsync(LoadFunctions.Queue) == 0
                && await CountAsync(LoadFunctions.Queue + "-poison") == 0
                && await CountAsync(LoadFunctions.Queue) == 0;
            await Task.Delay(Pause);
        }
    }

    private async Task<int> CountAsync(string queue) =>
        (await _queues.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private async Task<IReadOnlyList<(string Id, bool GivenUp)>> PoisonAsync()
    {
        var records = new TablePoisonRecords(new TableServiceClient(connection), new BlobServiceClient(connection));
        var all = await records.ListAsync(LoadFunctions.Queue, int.MaxValue, CancellationToken.None);
        return
        [
            .. all.Select(record =>
                (JsonSerializer.Deserialize<LoadMessage>(record.Body.Span, JsonSerializerOptions.Web)!.Id, record.GivenUp)),
        ];
    }
}
