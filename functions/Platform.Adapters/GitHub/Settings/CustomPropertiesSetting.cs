using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Custom properties exist only where the organisation defined them; elsewhere this is a warning.</summary>
internal sealed class CustomPropertiesSetting(GitHubCalls calls) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        var values = settings.CustomProperties.Select(pair => Value(pair.Key, pair.Value))
            .Concat(settings.CustomPropertyLists.Select(pair =>
                Value(pair.Key, new JsonArray([.. pair.Value.Select(value => (JsonNode)value)]))))
            .ToArray();
        if (values.Length == 0)
        {
            return SettingResults.Done;
        }

        var body = new JsonObject { ["properties"] = new JsonArray(values) };
        var set = await calls.RunAsync(
            CallContext.For(handle, "set the custom properties"),
            async github => (await github.Connection.Patch<JsonNode>(
                GitHubRoutes.Of(handle.Repository, "properties/values"), body)).HttpResponse,
            cancellationToken);
        return set.OrWarnings();
    }

    private static JsonObject Value(string name, JsonNode value) =>
        new JsonObject { ["property_name"] = name, ["value"] = value };
}
