using System.Diagnostics;
using Azure.Data.Tables;
using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Kill;

/// <summary>The driver: keeps orchestrations in flight, kills the host, asks again where no answer came, verifies.</summary>
internal sealed class ToyKill(string connection, string effects, int inFlight, Random random)
{
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, ToyInstance> _active = [];
    private readonly List<ToyInstance> _ended = [];
    private readonly List<string> _errors = [];
    private readonly List<double> _startups = [];
    private readonly List<double> _openings = [];
    private int _kills;
    private int _killsAtStart;
    private int _created;

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var seed = arguments.Number("seed", 1);
        await using var storage = await BenchmarkStorage.OpenAsync(arguments);
        var report = new BenchmarkReport("kill", arguments, new Dictionary<string, string> { ["storageMode"] = storage.Mode });
        report.Say("kill --toy: SIGKILL of a host process at random moments while toy orchestrations are in flight (fan-out,");
        report.Say("  sub-orchestrations, continue-as-new, timers, early events and events between orchestrations, suspension,");
        report.Say($"  retries by policy and handler); a new host follows at once. Seed {seed}.");
        report.Say($"  Storage: {storage.Mode}; storage itself is never killed.");
        var folder = Directory.CreateTempSubdirectory("toy-kill-");
        try
        {
            var inFlight = arguments.Number("in-flight", 16);
            var kill = new ToyKill(storage.ConnectionString, folder.FullName, inFlight, new Random(seed));
            var limit = TimeSpan.FromMinutes(arguments.Number("minutes", 600));
            await kill.RunAsync(arguments.Number("kills", 1000), limit, report);
            await report.FinishAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(int kills, TimeSpan limit, BenchmarkReport report)
    {
        var watch = Stopwatch.StartNew();
        while (_kills < kills && watch.Elapsed < limit)
        {
            using var process = new ToyProcess(connection, effects);
            await LiveAsync(process, MomentToKill());
            if (_kills % 100 == 0)
            {
                report.Say($"  {_kills} kills, {_ended.Count} orchestrations ended, {watch.Elapsed.TotalSeconds:0} s");
            }
        }

        using (var last = new ToyProcess(connection, effects))
        {
            await LiveAsync(last, kill: null);
        }

        await ReportAsync(report, watch.Elapsed);
    }

    // One in five dies while it starts or recovers, the others while they work. Both are measured by how long a start
    // takes here and now, so that a busy machine doesn't kill every host before it has done anything.
    private (bool AtStart, TimeSpan After) MomentToKill()
    {
        var start = _startups.Count == 0 ? 1000 : Median(_startups);
        return random.Next(5) == 0
            ? (true, TimeSpan.FromMilliseconds(random.NextDouble() * 1.2 * start))
            : (false, TimeSpan.FromMilliseconds(random.NextDouble() * 0.5 * start));
    }

    private async Task LiveAsync(ToyProcess process, (bool AtStart, TimeSpan After)? kill)
    {
        var ready = false;
        using var moment = new CancellationTokenSource();
        if (kill is { AtStart: true } early)
        {
            moment.CancelAfter(early.After);
        }

        try
        {
            var watch = Stopwatch.StartNew();
            while (kill is not null || !ready || _active.Count > 0)
            {
                if (kill is null)
                {
                    moment.CancelAfter(Stuck);
                }

                var line = await process.Lines.ReadAsync(moment.Token);
                if (line.StartsWith("ready", StringComparison.Ordinal))
                {
                    ready = true;
                    _startups.Add(watch.Elapsed.TotalMilliseconds);
                    _openings.Add(double.Parse(line.Split(' ')[1]));
                    await AskAllAsync(process, refill: kill is not null);
                    if (kill is { AtStart: false } late)
                    {
                        moment.CancelAfter(late.After);
                    }
                }
                else
                {
                    await TakeAsync(process, line, refill: kill is not null);
                }
            }

            await process.StopAsync();
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            _kills++;
            _killsAtStart += ready ? 0 : 1;
            await foreach (var line in process.Lines.ReadAllAsync())
            {
                // What was said was persisted, even if the kill came before we read it.
                _ = Take(line.Split(' '), line);
            }
        }
    }

    private async Task AskAllAsync(ToyProcess process, bool refill)
    {
        Refill(refill);
        foreach (var question in _active.Values.SelectMany(instance => instance.Ask()).ToList())
        {
            await process.SayAsync(question);
        }
    }

    private async Task TakeAsync(ToyProcess process, string line, bool refill)
    {
        var questions = Take(line.Split(' '), line).ToList();
        questions.AddRange(Refill(refill).SelectMany(instance => instance.Ask()));
        foreach (var question in questions)
        {
            await process.SayAsync(question);
        }
    }

    private IEnumerable<string> Take(string[] words, string line)
    {
        if (words[0] == "error")
        {
            _errors.Add(line);
            return [];
        }

        if (words.Length < 2 || !_active.TryGetValue(words[1], out var instance))
        {
            return [];
        }

        var questions = instance.Take(words);
        if (instance.Ended is not null && _active.Remove(instance.Id))
        {
            _ended.Add(instance);
        }

        return questions;
    }

    private List<ToyInstance> Refill(bool refill)
    {
        var added = new List<ToyInstance>();
        while (refill && _active.Count < inFlight)
        {
            var instance = new ToyInstance($"toy-{_created++:D6}", ToyScript.Next(random));
            _active.Add(instance.Id, instance);
            added.Add(instance);
        }

        return added;
    }

    private async Task ReportAsync(BenchmarkReport report, TimeSpan elapsed)
    {
        var done = EffectLog.Read(effects);
        var violations = _ended.SelectMany(instance => instance.Violations(done))
            .Concat(_active.Keys.Select(id => $"{id}: stuck"))
            .Concat(_errors)
            .ToList();
        var (turns, statuses) = await RowsAsync();
        var expected = ToyOrchestration.Instances * _created;
        violations.AddRange(statuses == expected ? [] : [$"{statuses} status rows instead of {expected}"]);
        violations.Take(20).ToList().ForEach(violation => report.Say($"  VIOLATION {violation}"));

        report.Add(new("kills", _kills, "kills"));
        report.Add(new("of them while the host started or recovered", _killsAtStart, "kills"));
        report.Add(new("orchestrations started, acknowledged and completed", _ended.Count, "orchestrations"));
        report.Add(new("with their sub-orchestrations", statuses, "orchestrations"));
        report.Add(new("events acknowledged", _ended.Sum(instance => instance.Acknowledged), "events"));
        report.Add(new("activities executed", done.Sum(group => group.Count()), "executions"));
        report.Add(new("host start to ready, median", Median(_startups), "ms"));
        report.Add(new("of it taking over and recovering the hub, median", Median(_openings), "ms"));
        report.Add(new("turns and letters left in the journal", turns, "rows"));
        report.Add(new("duration", elapsed.TotalSeconds, "s"));
        report.Add(Figure.AtMost("lost, doubled, changed or stuck", violations.Count, "violations", 0));
    }

    private async Task<(int Turns, int Statuses)> RowsAsync()
    {
        int turns = 0, statuses = 0;
        var table = new TableClient(connection, $"{ToyHost.HubName}Journal");
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["RowKey"]))
        {
            turns += row.RowKey[0] == 'l' ? 1 : 0;
            statuses += row.RowKey[0] == 'i' ? 1 : 0;
        }

        return (turns, statuses);
    }

    private static double Median(List<double> values) => values.Count == 0 ? 0 : values.Order().ElementAt(values.Count / 2);
}
