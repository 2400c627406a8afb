using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Benchmarks.Drift;

/// <summary>Waits for sweeps that take longer than a test would wait.</summary>
internal static class LongSweep
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<JsonNode> EndAsync(HttpClient client, string id, string of)
    {
        while (true)
        {
            var found = (await client.GetFromJsonAsync<JsonNode>($"{of}/sweeps/{id}"))!;
            switch ((string)found["status"]!)
            {
                case "completed":
                    return found;
                case "failed":
                    throw new InvalidOperationException($"The sweep failed: {found}");
                default:
                    await Task.Delay(Pause);
                    break;
            }
        }
    }
}
