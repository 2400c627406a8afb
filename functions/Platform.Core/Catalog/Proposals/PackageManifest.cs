using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Catalog.Proposals;

/// <summary>What a package.json says; fields of another type are as if they were not there.</summary>
internal sealed record PackageManifest(JsonObject Body)
{
    private static readonly string[] Groups = ["dependencies", "devDependencies", "peerDependencies"];

    public string? Name => Text("name") is { } name ? name[(name.LastIndexOf('/') + 1)..] : null;

    public string? Description => Text("description");

    public string? Version => Text("version");

    public bool IsProgram => Body.ContainsKey("bin");

    /// <value>Others can import it.</value>
    public string? Exported => Array.Find(["exports", "module", "main", "types"], Body.ContainsKey);

    public static PackageManifest? Parse(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonObject body ? new(body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string? DependsOn(IEnumerable<string> packages) =>
        packages.FirstOrDefault(package => Groups.Any(group => Body[group] is JsonObject named && named.ContainsKey(package)));

    private string? Text(string field) =>
        Body[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length > 0 ? text.Trim() : null;
}
