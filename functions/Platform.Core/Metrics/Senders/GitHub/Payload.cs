using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>Reads a payload by dotted paths; whatever must be there and is not is collected.</summary>
internal sealed class Payload(JsonObject root)
{
    private readonly List<Problem> _problems = [];
    private RepositoryName? _repository;

    public IReadOnlyList<Problem> Problems => _problems;

    public string Action => Text("action") ?? string.Empty;

    /// <value>The repository's page: the source of its events, and by it repositories are known.</value>
    public string Url => NeedText("repository.html_url");

    public string Repository => NeedText("repository.full_name");

    /// <value>Null when the name is not one; that is a problem then.</value>
    public RepositoryName? Name =>
        _repository ??= RepositoryName.TryParse(Repository, out var name)
            ? name
            : Missing<RepositoryName>("repository.full_name");

    public string? Text(string path) => TextOf(Find(path));

    public string NeedText(string path) => Text(path) ?? Missing<string>(path) ?? string.Empty;

    public bool IsTrue(string path) => Find(path)?.GetValueKind() == JsonValueKind.True;

    public long? Number(string path) => Find(path) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public long NeedNumber(string path) => Number(path) ?? (Missing<object>(path) is null ? 0 : 0);

    /// <value>GitHub writes most times as text, and some of a push in seconds.</value>
    public DateTimeOffset? Time(string path) => TimeOf(Find(path));

    public DateTimeOffset NeedTime(string path) => Time(path) ?? (Missing<object>(path) is null ? default : default);

    public JsonArray List(string path) => Find(path) as JsonArray ?? [];

    public JsonObject? Object(string path) => Find(path) as JsonObject;

    /// <summary>By the kind of account, which GitHub says; apps are bots.</summary>
    public JsonObject? Actor(string path) => Text($"{path}.type") switch
    {
        "Bot" when Text($"{path}.login") == "github-actions[bot]" => null,
        "Bot" => ActorOf(ActorType.Bot),
        "User" => ActorOf(ActorType.Human),
        _ => null,
    };

    public static JsonObject ActorOf(ActorType type) => new() { ["type"] = type.ToString().ToLowerInvariant() };

    public static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    public static DateTimeOffset? TimeOf(JsonNode? node) =>
        node is not JsonValue value ? null
        : value.TryGetValue<long>(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : Instants.TryParse(TextOf(node), out var instant) ? instant.ToUniversalTime()
        : null;

    private JsonNode? Find(string path)
    {
        JsonNode? node = root;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    private T? Missing<T>(string path)
        where T : class
    {
        if (!_problems.Exists(problem => problem.Field == path))
        {
            _problems.Add(new(FieldChecks.Missing, $"'{path}' is missing, or is not what GitHub sends.", path));
        }

        return null;
    }
}
