using System.Diagnostics;
using System.Net;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Chat;

/// <summary>How long Slack waits for the acknowledgement of a command: by a fresh host, and by one that runs.</summary>
internal sealed class ChatBenchmark : IBenchmark
{
    private const double Goal = 1;

    public string Name => "chat";

    public string Description => "acknowledgement of slash commands, cold and warm; --commands N, --cold N";

    public async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (commands, starts) = (arguments.Number("commands", 300), arguments.Number("cold", 10));
        var report = new BenchmarkReport(
            "chat", arguments, new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" });
        report.Say("chat: signed slash commands to the real app in a process of its own; the time from sending to the whole");
        report.Say("  acknowledgement, on a new connection where the host is cold. A cold host is one whose first request of");
        report.Say("  any kind is the command. Storage is Azurite, in memory, on this machine. Slack gives up after 3 s.");
        await using var slack = await SlackReceiver.StartAsync();
        await using var host = await HostProcess.StartAsync(CancellationToken.None, settings => settings.UseSlack(slack));
        var (cold, fromStart) = await ColdAsync(host, slack, starts);
        Add(report, "acknowledgement, cold", cold);
        report.Add(new("the same from the start of the process, median", Percentile(fromStart, 0.5), "s"));
        await WarmAsync(host, slack, 20, inFlight: 1);
        Add(report, "acknowledgement, warm, one at a time", await WarmAsync(host, slack, commands, inFlight: 1));
        Add(report, "acknowledgement, warm, 8 in flight", await WarmAsync(host, slack, commands, inFlight: 8));
        report.Add(new("answer at the reply address, median", Percentile(await AnswersAsync(host, slack), 0.5), "s"));
        await report.FinishAsync();
        return 0;
    }

    private static async Task<(List<double> Cold, List<double> FromStart)> ColdAsync(
        HostProcess host, SlackReceiver slack, int starts)
    {
        var (cold, fromStart) = (new List<double>(), new List<double>());
        for (var start = 0; start < starts; start++)
        {
            host.Kill();
            var started = Stopwatch.GetTimestamp();
            host.Launch();
            await host.WaitUntilReadyAsync(CancellationToken.None);
            cold.Add(await AcknowledgeAsync(host, new("help", slack.NewResponseUrl())));
            fromStart.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return (cold, fromStart);
    }

    private static async Task<List<double>> WarmAsync(HostProcess host, SlackReceiver slack, int commands, int inFlight)
    {
        var times = new List<double>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, commands),
            new ParallelOptions { MaxDegreeOfParallelism = inFlight },
            async (_, _) =>
            {
                var time = await AcknowledgeAsync(host, new("help", slack.NewResponseUrl()));
                lock (times)
                {
                    times.Add(time);
                }
            });
        return times;
    }

    private static async Task<List<double>> AnswersAsync(HostProcess host, SlackReceiver slack)
    {
        var times = new List<double>();
        for (var count = 0; count < 10; count++)
        {
            var command = new SlackCommand("help", slack.NewResponseUrl());
            var sent = Stopwatch.GetTimestamp();
            await AcknowledgeAsync(host, command);
            await slack.WaitAsync(command.ResponseUrl, 1, CancellationToken.None, TimeSpan.FromMinutes(5));
            times.Add(Stopwatch.GetElapsedTime(sent).TotalSeconds);
        }

        return times;
    }

    private static async Task<double> AcknowledgeAsync(HostProcess host, SlackCommand command)
    {
        var sent = Stopwatch.GetTimestamp();
        using var answer = await host.Client.SlashAsync(ChatHost.SigningSecret, command, CancellationToken.None);
        await answer.Content.ReadAsStringAsync();
        var time = Stopwatch.GetElapsedTime(sent).TotalSeconds;
        return answer.StatusCode == HttpStatusCode.OK
            ? time
            : throw new InvalidOperationException($"A command was answered with {answer.StatusCode}.");
    }

    private static void Add(BenchmarkReport report, string name, List<double> times)
    {
        report.Add(new($"{name}, p50", Percentile(times, 0.5), "s"));
        report.Add(Figure.AtMost($"{name}, p95", Percentile(times, 0.95), "s", Goal));
        report.Add(Figure.AtMost($"{name}, max", times.Max(), "s", Goal));
    }

    private static double Percentile(List<double> times, double part)
    {
        var sorted = times.Order().ToList();
        return sorted[(int)Math.Ceiling(part * sorted.Count) - 1];
    }
}
