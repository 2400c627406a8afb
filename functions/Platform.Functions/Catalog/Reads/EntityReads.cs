using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Reads;

/// <summary>Entities that are asked for by who they are.</summary>
public static class EntityReads
{
    public const string NotThere = "entity-not-found";

    /// <summary>Backstage's clients ask for a thousand at once; a page of the catalog holds so many.</summary>
    public const int MostRefs = EntityQuery.MaxLimit;

    public static CatalogAnswer ByName(CatalogView view, string kind, string @namespace, string name)
    {
        var entityRef = EntityRef.Create(kind, @namespace, name);
        return view.Find(entityRef) is { } entity
            ? One(entity)
            : CatalogAnswer.NotFound(new(
                NotThere,
                $"No entity named '{name}' found, with kind '{kind}' in namespace '{@namespace}'.",
                "name",
                entityRef.Canonical,
                "the reference of an entity in the catalog"));
    }

    public static CatalogAnswer ByUid(CatalogView view, string uid)
    {
        var found = view.Query(EntityQuery.ByUid(uid)).Items;
        return found is [var entity]
            ? One(entity)
            : CatalogAnswer.NotFound(new(
                NotThere, $"No entity found with uid '{uid}'.", "uid", uid, "the uid of an entity in the catalog"));
    }

    /// <param name="body"><c>{entityRefs: [...], fields?: [...], query?}</c>, the query a predicate. A reference that can't be
    /// read is one of no entity, as in Backstage.</param>
    public static CatalogAnswer ByRefs(CatalogView view, JsonObject body, IReadOnlyList<string?> filters)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["entityRefs", "fields", "query"]);
        var texts = Texts(checks, body);
        var fields = EntityQueryBody.Fields(checks, body);
        var query = EntityQueryBody.Filter(checks, body);
        var filter = EntityQueryParser.Filter(filters);
        if (texts.Count > MostRefs)
        {
            checks.Add(FieldChecks.WrongFormat, "entityRefs", null, $"at most {MostRefs} references");
        }

        if (!checks.IsClean || !filter.IsOk)
        {
            return CatalogAnswer.Refused([.. checks.Problems, .. filter.Problems]);
        }

        var refs = texts.Select(text => EntityRef.TryParse(text, out var parsed) ? parsed : null).ToList();
        var found = view.Find([.. refs.OfType<EntityRef>()], new EntityFilter.All([filter.Value, query])).GetEnumerator();
        var entities = refs.ConvertAll(entityRef => entityRef is not null && found.MoveNext() ? found.Current : null);
        return EntityPages.Items(entities, fields);
    }

    private static CatalogAnswer One(IndexedEntity entity) =>
        CatalogAnswer.Ok((output, cancellationToken) => entity.WriteToAsync(output, null, cancellationToken));

    private static List<string> Texts(FieldChecks checks, JsonObject body)
    {
        const string name = "entityRefs";
        var list = checks.List(body, string.Empty, name, required: true, "a list of entity references") ?? [];
        return [.. list.Select((text, index) =>
            checks.Text(text, FieldPath.Item(name, index), _ => true, "a string") ?? string.Empty)];
    }
}
