using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Rules;

/// <summary>
/// What the catalog says of an entity, reduced to what rules ask. Of its body only the text is kept: all entities are in memory
/// during a sweep, and as nodes they would be ten times as large.
/// </summary>
public sealed record EntityFacts
{
    private readonly ReadOnlyMemory<byte> _text;
    private EntityRows? _rows;

    /// <param name="text">The body's, where it is at hand.</param>
    public EntityFacts(
        EntityRef reference,
        JsonObject body,
        RepositoryName? repository,
        string? path,
        DateTimeOffset firstSeenAt,
        DateTimeOffset? lifecycleSince = null,
        ReadOnlyMemory<byte>? text = null)
    {
        _text = text ?? Encoding.UTF8.GetBytes(body.ToJsonString(PlatformJson.Options));
        (Ref, Canonical, Repository, Path) = (reference, reference.Canonical, repository, path);
        (FirstSeenAt, LifecycleSince) = (firstSeenAt, lifecycleSince);
        var spec = body["spec"] as JsonObject;
        (Type, Lifecycle, OwnerText) = (Lower(body, "type"), Lower(body, "lifecycle"), Text(spec, "owner"));
        Owner = Reference(OwnerText, "group", reference);
        System = Reference(Text(spec, "system"), "system", reference)?.Canonical;
        DependsOn = References(body, "dependsOn", null, reference);
        ProvidesApis = References(body, "providesApis", "api", reference);
        ConsumesApis = References(body, "consumesApis", "api", reference);
        Annotations = Texts(body["metadata"]?["annotations"] as JsonObject);
        Links = [.. (body["metadata"]?["links"] as JsonArray ?? [])
            .Select(link => Text(link as JsonObject, "url")).OfType<string>()];
    }

    public EntityRef Ref { get; }

    /// <value>In which its descriptor stands, by the name it had then; null when it comes from elsewhere.</value>
    public RepositoryName? Repository { get; }

    /// <value>Of the descriptor in it.</value>
    public string? Path { get; }

    /// <value>When the catalog, or the first sweep, saw it.</value>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <value>When its present lifecycle was seen first; null when nobody has watched.</value>
    public DateTimeOffset? LifecycleSince { get; init; }

    public string Canonical { get; }

    public bool IsComponent => Is("component");

    /// <value>A component that runs somewhere by itself.</value>
    public bool IsService => IsComponent && Type is "service" or "website";

    public string? Type { get; }

    public string? Lifecycle { get; }

    /// <value>As it is written.</value>
    public string? OwnerText { get; }

    /// <value>Null also when it can't be read; the descriptor's problems say so.</value>
    public EntityRef? Owner { get; }

    /// <value>Canonical reference.</value>
    public string? System { get; }

    /// <value>Those that have a kind; the catalog refuses others.</value>
    public IReadOnlyList<EntityRef> DependsOn { get; }

    public IReadOnlyList<EntityRef> ProvidesApis { get; }

    public IReadOnlyList<EntityRef> ConsumesApis { get; }

    public IReadOnlyDictionary<string, string> Annotations { get; }

    public IReadOnlyList<string> Links { get; }

    /// <value>By what filters find it.</value>
    internal EntityRows Rows => _rows ??= EntityRows.Read(_text.Span);

    /// <summary>Read anew each time.</summary>
    internal JsonObject? ReadSpec() => (JsonNode.Parse(_text.Span) as JsonObject)?["spec"] as JsonObject;

    public bool Is(string kind) => Ref.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase);

    public bool Equals(EntityFacts? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    private static string? Lower(JsonObject body, string name) =>
        Text(body["spec"] as JsonObject, name)?.Trim().ToLowerInvariant();

    private static string? Text(JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static EntityRef? Reference(string? text, string? kind, EntityRef from) =>
        EntityRef.TryParse(text, out var parsed, kind, from.Namespace) ? parsed : null;

    private static List<EntityRef> References(JsonObject body, string name, string? kind, EntityRef from) =>
        [.. (body["spec"]?[name] as JsonArray ?? [])
            .Select(item => item is JsonValue value && value.GetValueKind() == JsonValueKind.String
                ? Reference(value.GetValue<string>(), kind, from) : null)
            .OfType<EntityRef>().Distinct()];

    private static Dictionary<string, string> Texts(JsonObject? parent) => (parent ?? [])
        .Where(one => one.Value?.GetValueKind() == JsonValueKind.String)
        .ToDictionary(one => one.Key, one => one.Value!.GetValue<string>(), StringComparer.Ordinal);
}
