using System.Buffers;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.ChatOps.People;

namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// Who belongs to groups of the catalog, and what they may be told by: their team, the groups around it, its systems.
/// </summary>
public interface ISurveyAudience
{
    /// <summary>Somebody who is in several teams of the audience is asked as a member of the first by name, and once.</summary>
    Task<(IReadOnlyList<SurveyCell> Cells, IReadOnlyList<Invitee> People)> FindAsync(
        IReadOnlyList<EntityRef> audience, CancellationToken cancellationToken);
}

public sealed class SurveyAudience(ICatalogIndex index) : ISurveyAudience
{
    public async Task<(IReadOnlyList<SurveyCell> Cells, IReadOnlyList<Invitee> People)> FindAsync(
        IReadOnlyList<EntityRef> audience, CancellationToken cancellationToken)
    {
        var catalog = await index.ReadAsync(null, cancellationToken);
        var groups = await ReadAsync(catalog, "group", cancellationToken);
        var parents = ParentsOf(groups);
        var wanted = audience.Select(group => group.Canonical).ToHashSet();
        var teams = TeamsOf(groups, await ReadAsync(catalog, "user", cancellationToken));
        var systems = await SystemsOfAsync(catalog, cancellationToken);
        var (cells, people) = (new List<SurveyCell>(), new List<Invitee>());
        foreach (var (person, (entity, memberOf)) in teams)
        {
            var labels = memberOf.Select(team => Around(team, parents)).FirstOrDefault(chain => chain.Exists(wanted.Contains));
            if (labels is null)
            {
                continue;
            }

            // What is outside of the audience is nobody's label: it would be a group that was never asked.
            List<string> told = labels[..(labels.FindLastIndex(wanted.Contains) + 1)];
            var place = cells.FindIndex(cell => cell.Teams.SequenceEqual(told));
            if (place < 0)
            {
                place = cells.Count;
                cells.Add(new(told, [.. systems.GetValueOrDefault(told[0]) ?? []], 0));
            }

            cells[place] = cells[place] with { Invited = cells[place].Invited + 1 };
            people.Add(new(person, ChatOf(entity), place));
        }

        return (cells, people);
    }

    private static string? ChatOf(JsonObject entity) =>
        entity["metadata"]?["annotations"]?[ChatAnnotations.SlackUser] is JsonValue value
            && value.TryGetValue<string>(out var text) ? text.Trim() : null;

    // The group and those around it, from within; a circle ends where it began.
    private static List<string> Around(string team, Dictionary<string, string> parents)
    {
        List<string> chain = [team];
        while (parents.TryGetValue(chain[^1], out var parent) && !chain.Contains(parent))
        {
            chain.Add(parent);
        }

        return chain;
    }

    private static Dictionary<string, string> ParentsOf(IReadOnlyList<(EntityRef Ref, JsonObject Entity)> groups)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (group, entity) in groups)
        {
            foreach (var child in Refs(entity, "children", "group", group.Namespace))
            {
                parents.TryAdd(child, group.Canonical);
            }

            if (Refs(entity, "parent", "group", group.Namespace) is [var parent])
            {
                parents[group.Canonical] = parent;
            }
        }

        return parents;
    }

    private static SortedDictionary<string, (JsonObject Entity, SortedSet<string> MemberOf)> TeamsOf(
        IReadOnlyList<(EntityRef Ref, JsonObject Entity)> groups, IReadOnlyList<(EntityRef Ref, JsonObject Entity)> users)
    {
        var teams = new SortedDictionary<string, (JsonObject Entity, SortedSet<string> MemberOf)>(StringComparer.Ordinal);
        foreach (var (user, entity) in users)
        {
            var memberOf = Refs(entity, "memberOf", "group", user.Namespace);
            teams[user.Canonical] = (entity, new(memberOf, StringComparer.Ordinal));
        }

        foreach (var (group, entity) in groups)
        {
            foreach (var member in Refs(entity, "members", "user", group.Namespace))
            {
                if (teams.TryGetValue(member, out var found))
                {
                    found.MemberOf.Add(group.Canonical);
                }
            }
        }

        return teams;
    }

    private static async Task<Dictionary<string, SortedSet<string>>> SystemsOfAsync(
        CatalogView catalog, CancellationToken cancellationToken)
    {
        var systems = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (system, entity) in await ReadAsync(catalog, "system", cancellationToken))
        {
            Add(Refs(entity, "owner", "group", system.Namespace), system.Canonical);
        }

        foreach (var (component, entity) in await ReadAsync(catalog, "component", cancellationToken))
        {
            if (Refs(entity, "system", "system", component.Namespace) is [var system])
            {
                Add(Refs(entity, "owner", "group", component.Namespace), system);
            }
        }

        return systems;

        void Add(IReadOnlyList<string> owners, string system)
        {
            foreach (var owner in owners)
            {
                var known = systems.TryGetValue(owner, out var found) ? found : systems[owner] = new(StringComparer.Ordinal);
                known.Add(system);
            }
        }
    }

    private static IReadOnlyList<string> Refs(JsonObject entity, string field, string kind, string @namespace) =>
    [
        .. (entity["spec"]?[field] is JsonArray many ? many : [entity["spec"]?[field]?.DeepClone()]).OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text)
                && EntityRef.TryParse(text, out var found, kind, @namespace) ? found.Canonical : null)
            .OfType<string>(),
    ];

    private static async Task<IReadOnlyList<(EntityRef Ref, JsonObject Entity)>> ReadAsync(
        CatalogView catalog, string kind, CancellationToken cancellationToken)
    {
        var found = new List<(EntityRef, JsonObject)>();
        var page = catalog.Query(new(new EntityFilter.In("kind", [kind]), [], EntityQuery.MaxLimit));
        while (true)
        {
            foreach (var entity in page.Items)
            {
                var text = new ArrayBufferWriter<byte>();
                await entity.WriteToAsync(text, null, cancellationToken);
                found.Add((entity.Ref, JsonNode.Parse(text.WrittenSpan)!.AsObject()));
            }

            if (page.NextCursor is not { } next)
            {
                return found;
            }

            page = catalog.Query(new(EntityFilter.Everything, [], EntityQuery.MaxLimit, Cursor: next));
        }
    }
}
