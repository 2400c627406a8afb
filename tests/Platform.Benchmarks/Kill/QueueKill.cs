using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Kill;

/// <summary>Sends the app messages over one of its queues, and kills it again and again while it takes them in.</summary>
internal sealed class QueueKill(HostProcess host, string queue, IReadOnlyList<string> messages, Random random)
{
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _givenUp = [];
    private readonly QueueClient _poison = host.Storage.Queues.GetQueueClient(queue + "-poison");
    private readonly QueueClient _queue = host.Storage.Queues.GetQueueClient(queue);

    public int KillsAtStart { get; private set; }

    /// <value>Messages that five killed hosts had in hand, so that they were set aside; sent again as an operator would.</value>
    public int GivenUp => _givenUp.Count;

    public async Task RunAsync(int kills, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        var portion = (messages.Count + kills - 1) / kills;
        for (var kill = 1; kill <= kills; kill++)
        {
            await SendAsync(messages.Skip((kill - 1) * portion).Take(portion));
            if (random.Next(5) == 0)
            {
                KillsAtStart++;
                await Task.Delay(random.Next(2000));
            }
            else
            {
                await host.WaitUntilReadyAsync(CancellationToken.None);
                await Task.Delay(random.Next(200, 5000));
            }

            host.Kill();
            host.Launch();
            if (kill % 10 == 0)
            {
                say($"  {kill} kills, {await LeftAsync(_queue)} messages left, {watch.Elapsed.TotalSeconds:0} s");
            }
        }

        await host.WaitUntilReadyAsync(CancellationToken.None);
        await DrainAsync();
    }

    private async Task SendAsync(IEnumerable<string> portion)
    {
        await _queue.CreateIfNotExistsAsync();
        await Parallel.ForEachAsync(portion, async (message, token) => await _queue.SendMessageAsync(message, token));
    }

    private static async Task<int> LeftAsync(QueueClient queue) =>
        await queue.ExistsAsync() ? (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;

    private async Task DrainAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await LeftAsync(_queue) + await LeftAsync(_poison) == 0)
            {
                var again = await GivenUpAsync();
                if (again.Count == 0)
                {
                    return;
                }

                await SendAsync(again);
            }

            if (watch.Elapsed > Stuck)
            {
                throw new TimeoutException($"Messages are stuck:\n{host.Output}");
            }

            await Task.Delay(500);
        }
    }

    /// <summary>What was set aside since the last look.</summary>
    private async Task<IReadOnlyList<string>> GivenUpAsync()
    {
        var answer = await host.Client.GetFromJsonAsync<JsonNode>($"queues/{queue}/poison");
        var bodies = answer!["items"]!.AsArray()
            .Where(item => (bool)item!["givenUp"]! && _givenUp.Add((string)item["messageId"]!))
            .Select(item => (string)item!["body"]!).ToList();
        return bodies;
    }
}
