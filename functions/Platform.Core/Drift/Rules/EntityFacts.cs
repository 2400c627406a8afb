using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Rules;

/// <summary>What the catalog says of an entity, reduced to what rules ask.</summary>
/// <param name="Repository">In which its descriptor stands, by the name it had then; null when it comes from elsewhere.</param>
/// <param name="Path">Of the descriptor in it.</param>
/// <param name="FirstSeenAt">When the catalog, or the first sweep, saw it.</param>
/// <param name="LifecycleSince">When its present lifecycle was seen first; null when nobody has watched.</param>
public sealed record EntityFacts(
    EntityRef Ref,
    JsonObject Body,
    RepositoryName? Repository,
    string? Path,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LifecycleSince = null)
{
    private EntityRows? _rows;

    public string Canonical => Ref.Canonical;

    public bool IsComponent => Is("component");

    /// <value>A component that runs somewhere by itself.</value>
    public bool IsService => IsComponent && Type is "service" or "website";

    public string? Type { get; } = Lower(Body, "type");

    public string? Lifecycle { get; } = Lower(Body, "lifecycle");

    /// <value>As it is written.</value>
    public string? OwnerText { get; } = Text(Body["spec"] as JsonObject, "owner");

    /// <value>Null also when it can't be read; the descriptor's problems say so.</value>
    public EntityRef? Owner { get; } = Reference(Text(Body["spec"] as JsonObject, "owner"), "group", Ref);

    /// <value>Canonical reference.</value>
    public string? System { get; } = Reference(Text(Body["spec"] as JsonObject, "system"), "system", Ref)?.Canonical;

    /// <value>Those that have a kind; the catalog refuses others.</value>
    public IReadOnlyList<EntityRef> DependsOn { get; } = References(Body, "dependsOn", null, Ref);

    public IReadOnlyList<EntityRef> ProvidesApis { get; } = References(Body, "providesApis", "api", Ref);

    public IReadOnlyList<EntityRef> ConsumesApis { get; } = References(Body, "consumesApis", "api", Ref);

    public IReadOnlyDictionary<string, string> Annotations { get; } = Texts(Body["metadata"]?["annotations"] as JsonObject);

    public IReadOnlyList<string> Links { get; } = [.. (Body["metadata"]?["links"] as JsonArray ?? [])
        .Select(link => Text(link as JsonObject, "url")).OfType<string>()];

    /// <value>By what filters find it.</value>
    internal EntityRows Rows => _rows ??= EntityRows.Read(Body);

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
