using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>The opened secrets of one task. It lives as long as one activity, and nothing of it is written anywhere.</summary>
public sealed class TaskSecrets
{
    private readonly TaskCipher? _cipher;
    private readonly IReadOnlyDictionary<string, string> _values;

    private TaskSecrets(TaskCipher? cipher, IReadOnlyDictionary<string, string> values, SecretRedactor redactor)
    {
        _cipher = cipher;
        _values = values;
        Redactor = redactor;
    }

    public static TaskSecrets None { get; } = new(null, new Dictionary<string, string>(), SecretRedactor.None);

    public bool AreAny => _values.Count > 0;

    public SecretRedactor Redactor { get; }

    /// <value>As expressions see them.</value>
    public JsonObject Values => With(value => value);

    /// <value>The same names, each empty: what differs when it is rendered with these holds a secret.</value>
    public JsonObject Blanked => With(_ => string.Empty);

    public static TaskSecrets Of(TaskCipher cipher, IReadOnlyDictionary<string, string> values) =>
        new(cipher, values, new(values.Values));

    /// <summary>For a dry run: three stars for each, and nothing to hide.</summary>
    public static TaskSecrets Masked(IEnumerable<string> names) =>
        new(null, names.ToDictionary(name => name, _ => SecretRedactor.Stars, StringComparer.Ordinal), SecretRedactor.None);

    /// <summary>What may stand in a history in the place of a value. Masked secrets seal nothing.</summary>
    public JsonNode? Seal(JsonNode? value, bool hide = true) =>
        _cipher is null ? value?.DeepClone() : SealedValue.Write(_cipher, value, hide);

    /// <summary>Whether a text is only what it is with blank secrets, with the secrets themselves in it.</summary>
    public bool Explains(JsonNode? rendered, JsonNode? blank) =>
        rendered is JsonValue value && value.TryGetValue(out string? text)
        && (blank is null ? string.Empty : (blank as JsonValue)?.ToString()) ==
            _values.Values.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)
                .Aggregate(text, (rest, secret) => rest.Replace(secret, string.Empty, StringComparison.Ordinal));

    /// <summary>Seals, in a value that an action hands from turn to turn, every text that shows a secret.</summary>
    public JsonNode? SealShown(JsonNode? node) => _cipher is null ? node : node switch
    {
        JsonObject members => members.Any(member => Redactor.IsIn(member.Key))
            ? Seal(members, hide: false)
            : new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, SealShown(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(SealShown)]),
        null => null,
        _ => Redactor.IsIn(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString())
            ? Seal(node, hide: false)
            : node.DeepClone(),
    };

    /// <summary>Puts the values in the place of the sealed ones.</summary>
    public Result<OpenedValue> Open(JsonNode? node)
    {
        var opened = new List<JsonNode>();
        try
        {
            return new OpenedValue(OpenAll(node, opened), opened);
        }
        catch (SealBrokenException)
        {
            return new Problem(
                "secrets-gone",
                "The task's secrets are wiped, or were replaced since this was prepared; what was made of them can't be read.",
                "secrets", Expected: "a retry that brings the secrets again");
        }
    }

    /// <summary>The same secrets, with further values that messages must not show.</summary>
    public TaskSecrets Hiding(IReadOnlyList<JsonNode> values) => values.Count == 0 || _cipher is null
        ? this
        : new(_cipher, _values, new([.. _values.Values, .. values.SelectMany(TextsOf)]));

    private JsonNode? OpenAll(JsonNode? node, List<JsonNode> opened)
    {
        if (SealedValue.Is(node, out var text))
        {
            var (value, hide) = SealedValue.Read(
                _cipher?.Open(SealedValue.Purpose, text) ?? throw new SealBrokenException());
            opened.AddRange(hide && value is not null ? [value.DeepClone()] : []);
            return value;
        }

        return node switch
        {
            JsonObject members =>
                new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, OpenAll(member.Value, opened)))),
            JsonArray items => new JsonArray([.. items.Select(item => OpenAll(item, opened))]),
            _ => node?.DeepClone(),
        };
    }

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => [value.ToJsonString()],
        _ => [],
    };

    private JsonObject With(Func<string, string> value) =>
        new(_values.Select(secret => KeyValuePair.Create(secret.Key, (JsonNode?)value(secret.Value))));

    private sealed class SealBrokenException : Exception;
}

/// <param name="Opened">What had been sealed and messages must not show.</param>
public sealed record OpenedValue(JsonNode? Value, IReadOnlyList<JsonNode> Opened);
