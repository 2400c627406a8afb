using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Functions.Cli.Catalog.Import.AppConfigs;

/// <summary>
/// Puts in what Backstage's configuration takes from elsewhere: <c>${VAR}</c>, <c>${VAR:-default}</c> (<c>$${</c> is a plain
/// <c>${</c>), <c>$env</c>, <c>$file</c> and <c>$include</c>. What is not there is left out and told.
/// </summary>
internal sealed partial class ConfigSubstitution(
    string folder, Func<string, string?> variable, DescriptorFiles files)
{
    private static readonly string[] Ways = ["$env", "$file", "$include"];

    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Sentences => [.. _missing];

    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject only when Ways.Any(only.ContainsKey) && only is { Count: 1 } && TextOf(only) is { } from =>
            Taken(only.First().Key, from),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Resolve)]),
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Text(scalar.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static string? TextOf(JsonObject only) =>
        only.First().Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private JsonNode? Taken(string way, string from)
    {
        if (way == "$env")
        {
            return Variable(from) is { } value ? JsonValue.Create(value) : null;
        }

        var (path, key) = from.Split('#', 2) is [var before, var after] ? (before, after) : (from, null);
        var full = Path.GetFullPath(Path.Combine(folder, path));
        try
        {
            var text = File.ReadAllText(full);
            return way == "$file" ? JsonValue.Create(text.Trim()) : Included(full, text, key);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _missing.Add($"The configuration takes something from '{full}', which can't be read; it counts as not set.");
            return null;
        }
    }

    private JsonNode? Included(string path, string text, string? key)
    {
        var node = files.Documents(path, text) is [var first, ..] ? first : null;
        foreach (var part in key?.Split('.') ?? [])
        {
            node = (node as JsonObject)?[part];
        }

        // An included file may not include others: two of them could include one another.
        return node?.DeepClone();
    }

    private JsonValue? Text(string text)
    {
        var isMissing = false;
        var resolved = Reference().Replace(text, found =>
        {
            if (found.Value.StartsWith("$$", StringComparison.Ordinal))
            {
                return found.Value[1..];
            }

            var value = Variable(found.Groups["name"].Value, found.Groups["else"]);
            isMissing |= value is null;
            return value ?? string.Empty;
        });
        return isMissing ? null : JsonValue.Create(resolved);
    }

    private string? Variable(string name, Group? otherwise = null)
    {
        if (variable(name) is { Length: > 0 } value)
        {
            return value;
        }

        if (otherwise is { Success: true })
        {
            return otherwise.Value;
        }

        _missing.Add($"The configuration takes something from the environment variable {name}, which is not set here.");
        return null;
    }

    [GeneratedRegex(@"\$?\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<else>[^}]*))?\}")]
    private static partial Regex Reference();
}
