using System.Text.Json.Nodes;

namespace Platform.Core.Catalog.People;

/// <summary>
/// Users and Groups of what is known. Membership stands in the user alone: a change of one person changes one entity, however
/// large the group.
/// </summary>
internal static class PeopleEntities
{
    private const string ApiVersion = "backstage.io/v1alpha1";

    public static IEnumerable<PeopleEntity> Of(PeopleState state)
    {
        var groups = state.Groups.Values.OrderBy(known => known.Name, StringComparer.Ordinal).ToList();
        var memberOf = groups
            .SelectMany(known => known.Entry.Members.Select(member => (member, known.Name)))
            .ToLookup(pair => pair.member, pair => pair.Name);
        var children = groups
            .SelectMany(known => known.Entry.Parents.Select(parent => (parent, known.Name)))
            .ToLookup(pair => pair.parent, pair => pair.Name);
        foreach (var known in state.Users.Values)
        {
            var links = known.Entry.Email is { } email ? state.Links.GetValueOrDefault(email.ToLowerInvariant()) : null;
            yield return new("User", known.Name, User(known, memberOf[known.Entry.Id], links));
        }

        foreach (var known in groups)
        {
            yield return new("Group", known.Name, Group(known, ParentOf(known, state), children[known.Entry.Id]));
        }
    }

    /// <summary>A group has one parent; by the others it is still listed among the children.</summary>
    private static string? ParentOf(Known<DirectoryGroup> known, PeopleState state) => known.Entry.Parents
        .Select(parent => state.Groups.GetValueOrDefault(parent)?.Name)
        .OfType<string>()
        .Min(StringComparer.Ordinal);

    private static JsonObject User(
        Known<DirectoryUser> known, IEnumerable<string> memberOf, IReadOnlyDictionary<string, string>? links)
    {
        var user = known.Entry;
        var spec = new JsonObject
        {
            ["profile"] = Profile(user.DisplayName, user.Email, user.Picture),
            ["memberOf"] = Names(memberOf),
        };
        return Entity("User", known.Name, user.Description, [.. user.Annotations, .. links ?? user.Annotations], spec);
    }

    private static JsonObject Group(Known<DirectoryGroup> known, string? parent, IEnumerable<string> children)
    {
        var group = known.Entry;
        var spec = new JsonObject
        {
            ["type"] = group.Type,
            ["profile"] = Profile(group.DisplayName, group.Email, group.Picture),
            ["children"] = Names(children),
        };
        if (parent is not null)
        {
            spec["parent"] = parent;
        }

        return Entity("Group", known.Name, group.Description, group.Annotations, spec);
    }

    private static JsonObject Entity(
        string kind, string name, string? description, IEnumerable<KeyValuePair<string, string>> annotations, JsonObject spec)
    {
        var written = new JsonObject();
        foreach (var (key, value) in annotations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            written[key] = value;
        }

        var metadata = new JsonObject { ["name"] = name, ["annotations"] = written };
        if (!string.IsNullOrWhiteSpace(description))
        {
            metadata["description"] = description;
        }

        return new() { ["apiVersion"] = ApiVersion, ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec };
    }

    /// <summary>An empty text would make the whole entity invalid.</summary>
    private static JsonObject Profile(string? displayName, string? email, string? picture)
    {
        var profile = new JsonObject();
        foreach (var (field, text) in new[] { ("displayName", displayName), ("email", email), ("picture", picture) })
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                profile[field] = text;
            }
        }

        return profile;
    }

    private static JsonArray Names(IEnumerable<string> names) =>
    [
        .. names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
            .Select(name => JsonValue.Create(name)),
    ];
}

internal sealed record PeopleEntity(string Kind, string Name, JsonObject Body);
