using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Functions.Cli.Catalog.Import.AppConfigs;

/// <summary>Collects what a configuration comes to: settings, and sentences about the rest.</summary>
internal sealed class ConfigMapping
{
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];

    public IReadOnlyDictionary<string, string> Settings => _settings;

    public IReadOnlyList<string> Sentences => _sentences;

    public void Say(string sentence)
    {
        if (!_sentences.Contains(sentence, StringComparer.Ordinal))
        {
            _sentences.Add(sentence);
        }
    }

    public void Set(string setting, string value) => _settings[setting] = value;

    /// <summary>For settings that list things.</summary>
    public void Add(string setting, string item)
    {
        var known = _settings.GetValueOrDefault(setting)?.Split(',') ?? [];
        _settings[setting] = string.Join(',', known.Append(item).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    public JsonObject? Object(JsonObject parent, string name) => parent[name] switch
    {
        JsonObject found => found,
        null => null,
        _ => Odd<JsonObject>(name, "an object"),
    };

    public IEnumerable<JsonObject> Objects(JsonObject parent, string name) => parent[name] switch
    {
        JsonArray items => items.OfType<JsonObject>(),
        null => [],
        _ => Odd<JsonArray>(name, "a list") is null ? [] : [],
    };

    public static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => null,
    };

    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray items => items.Select(Text).OfType<string>(),
        _ => Text(node) is { } text ? [text] : [],
    };

    private T? Odd<T>(string name, string expected)
        where T : class
    {
        Say($"'{name}' in the configuration is not {expected}, and is passed over.");
        return null;
    }
}
