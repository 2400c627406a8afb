using System.Diagnostics;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>What clients that ask one after another saw.</summary>
/// <param name="Milliseconds">Of every call, in order of length.</param>
internal sealed record LoadResult(double PerSecond, IReadOnlyList<double> Milliseconds, double BytesPerAnswer)
{
    public double Percentile(double share) => Milliseconds[(int)Math.Min(Milliseconds.Count - 1, Milliseconds.Count * share)];
}

/// <summary>Clients with a connection each, in this process; the host is another one.</summary>
internal static class HttpLoad
{
    /// <param name="paths">What is asked for, by the number of the call.</param>
    public static async Task<LoadResult> RunAsync(
        Uri address, string key, Func<int, string> paths, int clients, TimeSpan duration)
    {
        await CallAsync(address, key, paths, clients, duration / 2);
        var watch = Stopwatch.StartNew();
        var calls = await CallAsync(address, key, paths, clients, duration);
        var seconds = watch.Elapsed.TotalSeconds;
        var milliseconds = calls.SelectMany(each => each.Milliseconds).Order().ToList();
        return new(milliseconds.Count / seconds, milliseconds, calls.Sum(each => each.Bytes) / (double)milliseconds.Count);
    }

    private static async Task<(List<double> Milliseconds, long Bytes)[]> CallAsync(
        Uri address, string key, Func<int, string> paths, int clients, TimeSpan duration)
    {
        var begun = Stopwatch.GetTimestamp();
        return await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            using var connection = new HttpClientSocket(address, key);
            await connection.ConnectAsync();
            var (milliseconds, bytes) = (new List<double>(100_000), 0L);
            for (var call = client; Stopwatch.GetElapsedTime(begun) < duration; call += clients)
            {
                var sent = Stopwatch.GetTimestamp();
                bytes += await connection.GetAsync(paths(call));
                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return (milliseconds, bytes);
        })));
    }
}
