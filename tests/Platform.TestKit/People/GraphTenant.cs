using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Platform.TestKit.People;

/// <summary>
/// Users and groups with the history that delta queries tell. As Graph does, it tells a large membership in parts, on several
/// pages, and of a change only what changed.
/// </summary>
public sealed class GraphTenant
{
    /// <value>Members that one object in a page has at most.</value>
    private const int MembersInPart = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Change>> _changes = new() { ["users"] = [], ["groups"] = [] };
    private readonly Dictionary<string, (int Through, int From, string Select)> _tokens = [];

    /// <summary>Ids are GUIDs that follow from the name.</summary>
    public static string IdOf(string name) =>
        new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))[..16]).ToString();

    /// <param name="mail">Null for somebody without a mailbox.</param>
    public void PutUser(string name, string displayName, string? mail, bool enabled = true) => Add("users", IdOf(name), new()
    {
        ["displayName"] = displayName,
        ["mail"] = mail,
        ["userPrincipalName"] = $"{name}@acme.onmicrosoft.com",
        ["accountEnabled"] = enabled,
        ["jobTitle"] = null,
    });

    /// <summary>Tells nothing but the new name, as Graph may.</summary>
    public void RenameUser(string name, string displayName) =>
        Add("users", IdOf(name), new() { ["displayName"] = displayName });

    public void RemoveUser(string name) => Add("users", IdOf(name), null);

    public void PutGroup(string name, string displayName, bool isTeam = false) => Add("groups", IdOf(name), new()
    {
        ["displayName"] = displayName,
        ["description"] = null,
        ["mail"] = null,
        ["mailNickname"] = name,
        ["resourceProvisioningOptions"] = isTeam ? new JsonArray("Team") : [],
    });

    public void RemoveGroup(string name) => Add("groups", IdOf(name), null);

    public void Join(string group, string type, params IReadOnlyList<string> members)
    {
        foreach (var part in members.Chunk(MembersInPart))
        {
            Add("groups", IdOf(group), [], [.. part.Select(member => new Member(type, IdOf(member), IsGone: false))]);
        }
    }

    public void Leave(string group, string type, string member) =>
        Add("groups", IdOf(group), [], [new(type, IdOf(member), IsGone: true)]);

    /// <summary>Everything of a plan: users have addresses, groups of groups are members of each other.</summary>
    public void Put(OrganizationPlan plan)
    {
        foreach (var user in plan.Users)
        {
            PutUser(user.Name, $"Person {user.Number}", plan.EmailOf(user));
        }

        var members = plan.Users.SelectMany(user => user.Groups.Select(group => (group, user.Name)))
            .ToLookup(pair => pair.group, pair => pair.Name);
        foreach (var group in plan.Groups)
        {
            PutGroup(group.Name, $"Group {group.Number}");
            Join(group.Name, "user", [.. members[group.Number]]);
            Join(group.Name, "group", [.. plan.Groups.Where(other => other.Parent == group.Number).Select(other => other.Name)]);
        }
    }

    internal JsonObject Page(IQueryCollection query, string kind, string root, int size)
    {
        lock (_gate)
        {
            var changes = _changes[kind];
            var (through, from, select) = (changes.Count, 0, query["$select"].ToString());
            if ((query["$skiptoken"].ToString() is { Length: > 0 } token ? token : query["$deltatoken"].ToString())
                is { Length: > 0 } given)
            {
                (through, from, select) = _tokens[given];
                through = query.ContainsKey("$deltatoken") ? changes.Count : through;
            }

            var end = Math.Min(through, from + size);
            var isLast = end == through;
            var next = $"{kind}-{Guid.NewGuid():N}";
            _tokens[next] = (through, end, select);
            return new()
            {
                ["@odata.context"] = $"{root}$metadata#{kind}({select})",
                [isLast ? "@odata.deltaLink" : "@odata.nextLink"] =
                    $"{root}{kind}/delta?${(isLast ? "deltatoken" : "skiptoken")}={next}",
                ["value"] = new JsonArray([.. changes[from..end].Select(change => change.Shape(select))]),
            };
        }
    }

    private void Add(string kind, string id, JsonObject? properties, IReadOnlyList<Member>? members = null)
    {
        lock (_gate)
        {
            _changes[kind].Add(new(id, properties, members ?? []));
        }
    }

    private sealed record Member(string Type, string Id, bool IsGone);

    private sealed record Change(string Id, JsonObject? Properties, IReadOnlyList<Member> Members)
    {
        public JsonObject Shape(string select)
        {
            var shape = new JsonObject { ["id"] = Id };
            if (Properties is null)
            {
                shape["@removed"] = new JsonObject { ["reason"] = "changed" };
                return shape;
            }

            var selected = select.Split(',');
            foreach (var (name, value) in Properties.Where(property => selected.Contains(property.Key)))
            {
                shape[name] = value?.DeepClone();
            }

            if (Members.Count > 0 && selected.Contains("members"))
            {
                shape["members@delta"] = new JsonArray([.. Members.Select(Shape)]);
            }

            return shape;
        }

        private static JsonObject Shape(Member member)
        {
            var shape = new JsonObject { ["@odata.type"] = $"#microsoft.graph.{member.Type}", ["id"] = member.Id };
            if (member.IsGone)
            {
                shape["@removed"] = new JsonObject { ["reason"] = "deleted" };
            }

            return shape;
        }
    }
}
