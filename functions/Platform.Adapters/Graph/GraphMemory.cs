using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Adapters.Graph;

/// <summary>A tenant as the rounds so far have told it.</summary>
internal sealed record GraphMemory(
    string? UsersLink,
    string? GroupsLink,
    SortedDictionary<string, JsonObject> Users,
    SortedDictionary<string, JsonObject> Groups,
    SortedDictionary<string, SortedDictionary<string, string>> Members)
{
    private const string MembersDelta = "members@delta";

    public static GraphMemory Of(JsonNode? memory) => memory is null
        ? new(null, null, New<JsonObject>(), New<JsonObject>(), New<SortedDictionary<string, string>>())
        : PlatformJson.Deserialize<GraphMemory>(memory.ToJsonString(PlatformJson.Options));

    public JsonNode ToJson() => JsonNode.Parse(PlatformJson.Serialize(this))!;

    /// <returns>Ids that are gone.</returns>
    public IReadOnlyList<string> ApplyUsers(IEnumerable<JsonObject> changes) =>
        [.. changes.Select(change => Apply(Users, change)).OfType<string>()];

    /// <returns>Ids that are gone.</returns>
    public IReadOnlyList<string> ApplyGroups(IEnumerable<JsonObject> changes)
    {
        var gone = new List<string>();
        foreach (var change in changes)
        {
            var members = change[MembersDelta] as JsonArray ?? [];
            change.Remove(MembersDelta);
            if (Apply(Groups, change) is { } id)
            {
                Members.Remove(id);
                gone.Add(id);
            }
            else
            {
                ApplyMembers((string)change["id"]!, members);
            }
        }

        return gone;
    }

    /// <summary>Ids of a group's members of a type, <c>user</c> or <c>group</c>.</summary>
    public IEnumerable<string> MembersOf(string group, string type) =>
        Members.TryGetValue(group, out var members)
            ? members.Where(member => member.Value == $"#microsoft.graph.{type}").Select(member => member.Key)
            : [];

    private static SortedDictionary<string, T> New<T>() => new(StringComparer.Ordinal);

    /// <summary>What is updated has at least the properties that changed; the others are as they were.</summary>
    private static string? Apply(SortedDictionary<string, JsonObject> known, JsonObject change)
    {
        var id = (string)change["id"]!;
        if (change["@removed"] is not null)
        {
            known.Remove(id);
            return id;
        }

        if (!known.TryGetValue(id, out var one))
        {
            known[id] = one = [];
        }

        foreach (var (name, value) in change.Where(property => !property.Key.Contains('@', StringComparison.Ordinal)))
        {
            one[name] = value?.DeepClone();
        }

        return null;
    }

    private void ApplyMembers(string group, JsonArray changes)
    {
        if (!Members.TryGetValue(group, out var members))
        {
            Members[group] = members = new(StringComparer.Ordinal);
        }

        foreach (var change in changes.OfType<JsonObject>())
        {
            var id = (string)change["id"]!;
            if (change["@removed"] is not null)
            {
                members.Remove(id);
            }
            else
            {
                members[id] = (string?)change["@odata.type"] ?? string.Empty;
            }
        }
    }
}
