using System.Text.Json.Nodes;
using Platform.Core.Catalog.People;

namespace Platform.Adapters.Graph;

/// <summary>
/// Names and annotations as Backstage's provider for Microsoft Graph has them. Teams knows people and teams by the same ids as
/// the directory.
/// </summary>
internal static class GraphEntries
{
    private const string TeamsUser = "teams.microsoft.com/user-id";
    private const string TeamsTeam = "teams.microsoft.com/team-id";

    public static PeopleListing Listing(GraphMemory memory, JsonObject? organization, IReadOnlyList<string> removed)
    {
        var parents = memory.Groups.Keys
            .SelectMany(parent => memory.MembersOf(parent, "group").Select(child => (child, parent)))
            .ToLookup(pair => pair.child, pair => pair.parent);
        var root = organization is null ? null : Root(organization);
        var disabled = memory.Users.Where(user => IsDisabled(user.Value)).Select(user => user.Key).ToHashSet();
        IEnumerable<DirectoryGroup> groups = memory.Groups.Select(group => Group(
            group.Key,
            group.Value,
            parents.Contains(group.Key) || root is null ? [.. parents[group.Key]] : [root.Id],
            [.. memory.MembersOf(group.Key, "user").Where(user => !disabled.Contains(user))]));
        return new(
            [.. memory.Users.Where(user => !disabled.Contains(user.Key)).Select(user => User(user.Key, user.Value))],
            [.. groups, .. root is null ? Array.Empty<DirectoryGroup>() : [root]],
            memory.ToJson())
        {
            // An account that is switched off is somebody's word, too.
            Removed = [.. removed, .. disabled],
        };
    }

    private static DirectoryUser User(string id, JsonObject user)
    {
        var annotations = new Dictionary<string, string>
        {
            ["graph.microsoft.com/user-id"] = id,
            [TeamsUser] = id,
        };
        var mail = Text(user, "mail");
        if (mail is not null)
        {
            annotations["microsoft.com/email"] = mail;
        }

        // Backstage leaves people without a mailbox out; what they own would dangle.
        var address = mail ?? Text(user, "userPrincipalName");
        return new(id, PeopleNames.OfGraph(address ?? id), Text(user, "displayName"), mail, Picture: null, annotations)
        {
            Description = Text(user, "jobTitle"),
        };
    }

    private static DirectoryGroup Group(
        string id, JsonObject group, IReadOnlyList<string> parents, IReadOnlyList<string> members)
    {
        var annotations = new Dictionary<string, string> { ["graph.microsoft.com/group-id"] = id };
        if (group["resourceProvisioningOptions"] is JsonArray options && options.Any(option => $"{option}" == "Team"))
        {
            annotations[TeamsTeam] = id;
        }

        var displayName = Text(group, "displayName");
        return new(
            id, PeopleNames.OfGraph(Text(group, "mailNickname") ?? displayName ?? id), "team", displayName,
            Text(group, "description"), Text(group, "mail"), Picture: null, parents, members, annotations);
    }

    private static DirectoryGroup Root(JsonObject organization)
    {
        var (id, displayName) = ((string)organization["id"]!, Text(organization, "displayName"));
        var annotations = new Dictionary<string, string> { ["graph.microsoft.com/tenant-id"] = id };
        return new(
            id, PeopleNames.OfGraph(displayName ?? id), "root", displayName, Description: null, Email: null, Picture: null,
            [], [], annotations);
    }

    private static bool IsDisabled(JsonObject user) => user["accountEnabled"] is JsonValue value
        && value.TryGetValue<bool>(out var enabled) && !enabled;

    private static string? Text(JsonObject thing, string name) =>
        (string?)thing[name] is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
