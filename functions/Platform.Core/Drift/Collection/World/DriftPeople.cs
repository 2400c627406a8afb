using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Collection;

/// <summary>Who belongs to whom, from the groups and users of the catalog; counted once for each group.</summary>
internal sealed class DriftPeople
{
    private const string Login = "github.com/user-login";
    private const string Team = "github.com/team-slug";

    private readonly IReadOnlyDictionary<string, EntityFacts> _entities;
    private readonly ILookup<string, string> _members;
    private readonly ILookup<string, string> _children;
    private readonly Dictionary<string, EntityRef> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _logins = new(StringComparer.Ordinal);

    public DriftPeople(IReadOnlyDictionary<string, EntityFacts> entities)
    {
        _entities = entities;
        List<EntityFacts> groups = [.. entities.Values.Where(entity => entity.Is("group"))];
        List<EntityFacts> users = [.. entities.Values.Where(entity => entity.Is("user"))];
        _members = users.SelectMany(user => References(user, "memberOf", "group").Select(group => (group, user.Canonical)))
            .Concat(groups.SelectMany(group =>
                References(group, "members", "user").Select(user => (group.Canonical, user))))
            .ToLookup(edge => edge.Item1, edge => edge.Item2);
        _children = groups.SelectMany(group => References(group, "children", "group").Select(child => (group.Canonical, child)))
            .Concat(groups.SelectMany(group => References(group, "parent", "group").Select(parent => (parent, group.Canonical))))
            .ToLookup(edge => edge.Item1, edge => edge.Item2);
        foreach (var user in users)
        {
            _named.TryAdd(LoginOf(user), user.Ref);
        }

        foreach (var group in groups)
        {
            // A team is written with its organisation; groups that came from elsewhere are known by their names alone.
            _named.TryAdd(group.Annotations.GetValueOrDefault(Team) ?? $"/{group.Ref.Name}", group.Ref);
        }
    }

    public IReadOnlyCollection<string> Members(EntityRef owner) => Found(owner.Canonical);

    public IReadOnlySet<string> Logins(EntityRef owner) => _logins.GetOrAdd(owner.Canonical, canonical =>
        Found(canonical).Select(user => _entities.GetValueOrDefault(user)).OfType<EntityFacts>()
            .Select(LoginOf).ToHashSet(StringComparer.Ordinal));

    public EntityRef? OwnerNamed(string codeOwner)
    {
        var name = codeOwner.TrimStart('@');
        return _named.TryGetValue(name, out var found) ? found
            : name.Split('/') is [_, var team] && _named.TryGetValue($"/{team}", out var group) ? group
            : null;
    }

    private IReadOnlySet<string> Found(string canonical) => _found.GetOrAdd(canonical, owner =>
    {
        if (owner.StartsWith("user:", StringComparison.Ordinal))
        {
            return _entities.ContainsKey(owner) ? new HashSet<string> { owner } : [];
        }

        var (members, seen, open) = (new HashSet<string>(), new HashSet<string> { owner }, new Queue<string>([owner]));
        while (open.TryDequeue(out var group))
        {
            members.UnionWith(_members[group].Where(_entities.ContainsKey));
            foreach (var child in _children[group].Where(seen.Add))
            {
                open.Enqueue(child);
            }
        }

        return members;
    });

    private static string LoginOf(EntityFacts user) =>
        (user.Annotations.GetValueOrDefault(Login) ?? user.Ref.Name).ToLowerInvariant();

    private static IEnumerable<string> References(EntityFacts entity, string field, string kind)
    {
        var node = entity.ReadSpec()?[field];
        var texts = node is JsonArray list ? list.OfType<JsonValue>() : node is JsonValue one ? [one] : [];
        foreach (var value in texts)
        {
            if (value.TryGetValue<string>(out var text)
                && EntityRef.TryParse(text, out var found, kind, entity.Ref.Namespace))
            {
                yield return found.Canonical;
            }
        }
    }
}
