using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>
/// From the message of a pipeline with a changed descriptor to the first read that shows it, while others read; the app looks at
/// its queue, stores, and its index follows.
/// </summary>
internal static class Visibility
{
    private const int Readers = 2;

    public static async Task RunAsync(ScalePlan plan, HostProcess host, BenchmarkReport report)
    {
        var key = await ScaleHost.ReaderKeyAsync(host);
        using var done = new CancellationTokenSource();
        var reading = ReadAsync(plan, host, key, done.Token);
        using var client = new HttpClient { BaseAddress = host.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var seconds = new List<double>();
        for (var push = 0; push < plan.Pushes; push++)
        {
            seconds.Add(await PushAsync(host, client, push));
        }

        await done.CancelAsync();
        var reads = await reading;
        seconds.Sort();
        report.Add(new("message to visible while reading, p50", seconds[seconds.Count / 2], "s"));
        report.Add(Figure.AtMost("message to visible while reading, p95", seconds[(int)(seconds.Count * 0.95)], "s", 2));
        report.Add(new($"reads meanwhile, {Readers} clients without pause", reads, "requests/s"));
    }

    private static async Task<double> PushAsync(HostProcess host, HttpClient client, int push)
    {
        var text = $"pushed-{push}";
        var content = $$$"""
            {"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{"name":"pushed","description":"{{{text}}}"},
             "spec":{"type":"service","lifecycle":"production","owner":"team-a"}}
            """;
        var message = new JsonObject
        {
            ["id"] = text,
            ["location"] = "url:https://example.com/pushed/catalog-info.yaml",
            ["content"] = content,
        };
        var sent = Stopwatch.GetTimestamp();
        await host.Storage.Queues.GetQueueClient("catalog-ingest").SendMessageAsync(
            BinaryData.FromString(message.ToJsonString()));
        while (true)
        {
            using var answer = await client.GetAsync("catalog/entities/by-name/component/default/pushed");
            if (answer.IsSuccessStatusCode
                && (await answer.Content.ReadAsStringAsync()).Contains($"{text}\"", StringComparison.Ordinal))
            {
                return Stopwatch.GetElapsedTime(sent).TotalSeconds;
            }

            await Task.Delay(10);
        }
    }

    private static async Task<double> ReadAsync(
        ScalePlan plan, HostProcess host, string key, CancellationToken cancellationToken)
    {
        var questions = Questions.Of(plan.Catalog);
        var watch = Stopwatch.StartNew();
        var calls = await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            using var connection = new HttpClientSocket(host.Client.BaseAddress!, key);
            await connection.ConnectAsync();
            var made = 0;
            while (!cancellationToken.IsCancellationRequested)
            {
                await connection.GetAsync(questions[made % questions.Count].Path(made + reader));
                made++;
            }

            return made;
        })));
        return calls.Sum() / watch.Elapsed.TotalSeconds;
    }
}
