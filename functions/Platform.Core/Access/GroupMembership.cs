using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Core.Access;

/// <summary>
/// Whether a caller belongs to a group of the catalog: a person whose <c>memberOf</c> names it or whom its <c>members</c>
/// name; or a key that an administrator has named by the group's reference. Being a member of a group within the group is
/// not enough.
/// </summary>
public sealed class GroupMembership(ICatalogReader catalog)
{
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

    public static HashSet<EntityRef> GroupsOf(CatalogEntity person) => References(person, "memberOf", "group");

    private static HashSet<EntityRef> References(CatalogEntity entity, string field, string kind) =>
    [
        .. (entity.Body["spec"]?[field] as JsonArray ?? []).OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text)
                && EntityRef.TryParse(text, out var found, kind, entity.Ref.Namespace) ? found : null)
            .OfType<EntityRef>(),
    ];
}
