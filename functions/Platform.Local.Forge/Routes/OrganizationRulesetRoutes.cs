using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Rulesets of an organization; they hold in every repository that their conditions name.</summary>
internal sealed class OrganizationRulesetRoutes(ForgeStore store, TimeProvider time) : IRouteGroup
{
    private const string All = "/orgs/{org}/rulesets";
    private const string One = All + "/{ruleset_id}";

    public void Map(RouteTable routes)
    {
        routes.Map("GET", All, call => call.Page(OwnerOf(call).Data.Rulesets, one => one.DeepClone()));
        routes.Map("POST", All, Create);
        routes.Map("GET", One, call => Find(call) is { } found ? Answer.Ok(found.DeepClone()) : Answer.NotFound);
        routes.Map("PUT", One, Change);
    }

    private Answer Create(Call call)
    {
        var owner = OwnerOf(call);
        if (call.Text("name") is not { Length: > 0 } name
            || call.Text("enforcement") is not ("disabled" or "active" or "evaluate"))
        {
            return Answer.Error(500, "A ruleset needs name and enforcement");
        }

        if (owner.Data.Rulesets.Any(one => $"{one["name"]}" == name))
        {
            return Answer.Error(500, "Name must be unique");
        }

        var made = Finished(call, store.Ids.Next(), Urls.Time(time.GetUtcNow()), call.Body);
        owner.Update(data => data with { Rulesets = data.Rulesets.Add(made) });
        return new Answer(201, made.DeepClone());
    }

    private Answer Change(Call call)
    {
        if (Find(call) is not { } before)
        {
            return Answer.NotFound;
        }

        var body = (JsonObject)before.DeepClone();
        foreach (var (name, value) in call.Body)
        {
            body[name] = value?.DeepClone();
        }

        var changed = Finished(call, (long)before["id"]!, $"{before["created_at"]}", body);
        OwnerOf(call).Update(data => data with { Rulesets = data.Rulesets.Replace(before, changed) });
        return Answer.Ok(changed.DeepClone());
    }

    private JsonObject Finished(Call call, long id, string createdAt, JsonObject body)
    {
        var made = (JsonObject)body.DeepClone();
        made["id"] = id;
        made["source"] = call.Route("org");
        made["source_type"] = "Organization";
        made["target"] ??= "branch";
        made["_links"] = new JsonObject
        {
            ["self"] = new JsonObject { ["href"] = $"{call.Urls.Root}/orgs/{call.Route("org")}/rulesets/{id}" },
        };
        made["created_at"] = createdAt;
        made["updated_at"] = Urls.Time(time.GetUtcNow());
        return made;
    }

    private Owner OwnerOf(Call call) => store.Owner(call.Route("org"));

    private JsonObject? Find(Call call) =>
        OwnerOf(call).Data.Rulesets.FirstOrDefault(one => (long)one["id"]! == call.RouteId("ruleset_id"));
}
