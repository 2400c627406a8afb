using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>What the programs ask of the app's own process.</summary>
internal static class ScaleHost
{
    /// <summary>Groups and users come from nowhere by default.</summary>
    public const string Rules = """[{"allow":["*"]}]""";

    /// <summary>A stored key, as clients have it: the bootstrap key would spare the look into storage.</summary>
    public static async Task<string> ReaderKeyAsync(HostProcess host)
    {
        using var answer = await host.Client.PostAsJsonAsync(
            "access/keys", new { name = "benchmark", roles = new[] { "reader" } });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["key"]!;
    }

    public static long ResidentBytes(HostProcess host)
    {
        using var process = Process.GetProcessById(host.ProcessId);
        return process.WorkingSet64;
    }
}
