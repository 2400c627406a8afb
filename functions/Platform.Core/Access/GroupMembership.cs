using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Core.Access;

/// <summary>
/// Whether a caller belongs to a group of the catalog: a person whose <c>memberOf</c> names it or whom its <c>members</c>
/// name; or a key that an administrator has named by the group's reference. Being a member of a group within the group is
/// not enough, except where that is asked for.
/// </summary>
public sealed class GroupMembership(ICatalogReader catalog)
{
    /// <summary>Each is a read; larger trees of groups are looked at in part, which can only refuse.</summary>
    private const int MostGroups = 100;

    public async Task<bool> IsMemberAsync(Caller caller, EntityRef group, CancellationToken cancellationToken)
    {
        if (EntityRef.TryParse(caller.Name, out var named) && named == group)
        {
            return true;
        }

        if (caller.Person is not { } person)
        {
            return false;
        }

        return (await catalog.FindAsync(person, cancellationToken) is { } user && GroupsOf(user).Contains(group))
            || (await catalog.FindAsync(group, cancellationToken) is { } entity
                && References(entity, "members", "user").Contains(person));
    }

    /// <summary>
    /// As <see cref="IsMemberAsync"/>, or of a group within the group, however deep: a group's <c>parent</c> is followed upwards
    /// from the caller's own, the named one's <c>children</c> downwards.
    /// </summary>
    public async Task<bool> IsMemberWithinAsync(Caller caller, EntityRef group, CancellationToken cancellationToken)
    {
        var own = caller.Person is { } person && await catalog.FindAsync(person, cancellationToken) is { } user
            ? GroupsOf(user)
            : [];
        if (EntityRef.TryParse(caller.Name, out var named) && named.Kind == group.Kind)
        {
            own.Add(named);
        }

        var above = await ReachAsync(own, "parent", cancellationToken);
        foreach (var within in await ReachAsync([group], "children", cancellationToken))
        {
            if (above.Contains(within) || await IsMemberAsync(caller, within, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The groups, and those that a field of theirs leads to; in a ring each once.</returns>
    private async Task<HashSet<EntityRef>> ReachAsync(
        IEnumerable<EntityRef> groups, string field, CancellationToken cancellationToken)
    {
        var (open, found) = (new Queue<EntityRef>(groups), new HashSet<EntityRef>());
        while (found.Count < MostGroups && open.TryDequeue(out var next))
        {
            if (found.Add(next) && await catalog.FindAsync(next, cancellationToken) is { } entity)
            {
                foreach (var reached in References(entity, field, "group"))
                {
                    open.Enqueue(reached);
                }
            }
        }

        return found;
    }

    public static HashSet<EntityRef> GroupsOf(CatalogEntity person) => References(person, "memberOf", "group");

    private static HashSet<EntityRef> References(CatalogEntity entity, string field, string kind) =>
    [
        .. (entity.Body["spec"]?[field] is JsonArray many ? many : [entity.Body["spec"]?[field]?.DeepClone()]).OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text)
                && EntityRef.TryParse(text, out var found, kind, entity.Ref.Namespace) ? found : null)
            .OfType<EntityRef>(),
    ];
}
