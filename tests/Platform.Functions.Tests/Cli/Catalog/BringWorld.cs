using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Backstage;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>A running platform, and the commands that work against it.</summary>
internal sealed class BringWorld(PlatformHost host)
{
    private readonly Dictionary<string, string> _environment = new()
    {
        ["PLATFORM_BASE_URL"] = host.ApiAddress.AbsoluteUri,
        ["PLATFORM_API_KEY"] = host.Client.DefaultRequestHeaders.Authorization!.Parameter!,
        ["BACKSTAGE_TOKEN"] = BackstageDouble.Token,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Dictionary<string, string> Environment => new(_environment);

    public Task<CommandProcess> ImportAsync(string from, params string[] options) =>
        CommandProcess.RunAsync(_environment, Cancel, ["catalog", "import", "--backstage", from, .. options]);

    public Task<CommandProcess> ExportAsync(string folder, params string[] options) =>
        CommandProcess.RunAsync(_environment, Cancel, ["catalog", "export", "--out", folder, .. options]);

    /// <summary>Every entity of the platform, by reference, without locations.</summary>
    public async Task<SortedDictionary<string, JsonObject>> EntitiesAsync()
    {
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var entities = await host.Client.GetFromJsonAsync<JsonArray>("catalog/entities", Cancel);
        foreach (var entity in entities!.OfType<JsonObject>().Where(entity => (string)entity["kind"]! != "Location"))
        {
            var metadata = entity["metadata"]!;
            found[$"{entity["kind"]}:{metadata["namespace"]}/{metadata["name"]}".ToLowerInvariant()] = entity;
        }

        return found;
    }

    public async Task<string> EtagsAsync() => string.Join(
        '\n', (await EntitiesAsync()).Select(entity => $"{entity.Key} {entity.Value["metadata"]!["etag"]}"));

    /// <summary>The outcome of each line, by reference.</summary>
    public static Dictionary<string, string> Outcomes(CommandProcess import) =>
        import.Lines.ToDictionary(line => (string)line["ref"]!, line => (string)line["outcome"]!);

    public static int Written(CommandProcess import) => import.Lines.Count(line => (bool)line["written"]!);
}
