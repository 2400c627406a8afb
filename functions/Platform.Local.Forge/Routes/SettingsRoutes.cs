using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Topics, custom properties and rulesets.</summary>
internal sealed class SettingsRoutes(ForgeStore store, TimeProvider time) : IRouteGroup
{
    private const int MaxTopics = 20;

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/topics", (_, repository) => Topics(repository.Data));
        routes.MapRepository("PUT", "/topics", SetTopics);
        routes.MapRepository(
            "GET",
            "/properties/values",
            (_, repository) =>
                Answer.Ok(
                    new JsonArray([
                        .. repository.Data.Properties.Select(pair => new JsonObject
                        {
                            ["property_name"] = pair.Key,
                            ["value"] = pair.Value?.DeepClone(),
                        }),
                    ])));
        routes.MapRepository("PATCH", "/properties/values", SetProperties);
        routes.Map("GET", "/orgs/{org}/properties/schema", call => Schema(store.Owner(call.Route("org")).Data));
        routes.Map("PATCH", "/orgs/{org}/properties/schema", DefineProperties);
        routes.MapRepository(
            "GET",
            "/rulesets",
            (call, repository) => call.Page(repository.Data.Rulesets, ruleset => ruleset.DeepClone()));
        routes.MapRepository("POST", "/rulesets", CreateRuleset);
        routes.MapRepository(
            "GET",
            "/rulesets/{ruleset_id}",
            (call, repository) =>
                repository.Data.Rulesets.FirstOrDefault(ruleset => (long)ruleset["id"]! == call.RouteId("ruleset_id"))
                    is { } found
                    ? Answer.Ok(found.DeepClone())
                    : Answer.NotFound);
        routes.MapRepository("DELETE", "/rulesets/{ruleset_id}", DeleteRuleset);
        routes.MapRepository("GET", "/rules/branches/{**branch}", (call, repository) =>
            call.Page(
                [.. RulesOf(repository.Data, store.Owner(repository.Data.Owner).Data.Rulesets, call.Route("branch"))],
                rule => rule));
    }

    /// <summary>What active rulesets demand of a branch, rule by rule; the branch need not be there.</summary>
    private static IEnumerable<JsonObject> RulesOf(
        RepositoryData data, IEnumerable<JsonObject> organization, string branch)
    {
        bool Names(JsonNode? pattern) => $"{pattern}" is "~ALL"
            || ($"{pattern}" is "~DEFAULT_BRANCH" && branch == data.DefaultBranch)
            || $"{pattern}" == $"refs/heads/{branch}";
        foreach (var ruleset in data.Rulesets.Concat(organization).Where(
            one => $"{one["enforcement"]}" == "active" && $"{one["target"]}" == "branch"))
        {
            var names = ruleset["conditions"]?["ref_name"];
            if ((names?["include"] as JsonArray ?? []).Any(Names) && !(names?["exclude"] as JsonArray ?? []).Any(Names))
            {
                foreach (var rule in (ruleset["rules"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    var told = (JsonObject)rule.DeepClone();
                    told["ruleset_source_type"] = ruleset["source_type"]!.DeepClone();
                    told["ruleset_source"] = ruleset["source"]!.DeepClone();
                    told["ruleset_id"] = ruleset["id"]!.DeepClone();
                    yield return told;
                }
            }
        }
    }

    private static Answer Topics(RepositoryData data) =>
        Answer.Ok(new JsonObject { ["names"] = new JsonArray([.. data.Topics.Select(name => (JsonNode)name)]) });

    private static Answer SetTopics(Call call, Repository repository)
    {
        if (call.Body["names"] is not JsonArray names)
        {
            return Answer.Invalid("Invalid request.\n\n\"names\" wasn't supplied.");
        }

        string[] topics = [.. names.Select(name => name?.ToString().ToLowerInvariant() ?? "").Distinct()];
        var broken = topics.FirstOrDefault(name =>
            name.Length is 0 or > 50 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || name[0] == '-');
        return topics.Length > MaxTopics ? Answer.Invalid($"A repository can have {MaxTopics} topics, not {topics.Length}")
            : broken is not null
                ? Answer.Invalid(
                    $"Topic \"{broken}\" must start with a letter or number, have 50 characters or less, and can include hyphens"
                )
            : Topics(repository.Update(data => data with { Topics = [.. topics] }));
    }

    private Answer SetProperties(Call call, Repository repository)
    {
        var wanted = (call.Body["properties"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var owner = store.Owner(repository.Data.Owner).Data;
        if (wanted.FirstOrDefault(value => !PropertyRules.IsDefined(owner, $"{value["property_name"]}")) is { } unknown)
        {
            return Answer.Invalid(
                "Repository",
                "properties",
                "invalid",
                $"{unknown["property_name"]} is not a property of {owner.Login}");
        }

        repository.Update(data =>
            data with
            {
                Properties = wanted.Aggregate(
                    data.Properties,
                    (properties, value) =>
                        value["value"] is { } set
                            ? properties.SetItem($"{value["property_name"]}", set.DeepClone())
                            : properties.Remove($"{value["property_name"]}")),
            });
        return Answer.NoContent;
    }

    private Answer DefineProperties(Call call)
    {
        var defined = (call.Body["properties"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(property => (JsonObject)property.DeepClone())
            .ToList();
        string NameOf(JsonObject property) => $"{property["property_name"]}";
        return Schema(
            store
                .Owner(call.Route("org"))
                .Update(data =>
                    data with
                    {
                        PropertySchema =
                        [
                            .. data.PropertySchema.Where(old =>
                                defined.TrueForAll(property => NameOf(property) != NameOf(old))),
                            .. defined,
                        ],
                    }));
    }

    private static Answer Schema(OwnerData owner) =>
        Answer.Ok(new JsonArray([.. owner.PropertySchema.Select(property => property.DeepClone())]));

    private Answer CreateRuleset(Call call, Repository repository)
    {
        if (
            call.Text("name") is not { Length: > 0 } name
            || call.Text("enforcement") is not ("disabled" or "active" or "evaluate"))
        {
            return Answer.Invalid("Validation Failed: a ruleset needs name and enforcement");
        }

        if (repository.Data.Rulesets.Any(ruleset => ruleset["name"]?.ToString() == name))
        {
            return Answer.Invalid("RepositoryRuleset", "name", "already_exists", "Name must be unique");
        }

        var made = (JsonObject)call.Body.DeepClone();
        made["id"] = store.Ids.Next();
        made["source"] = repository.Data.FullName;
        made["source_type"] = "Repository";
        made["target"] ??= "branch";
        made["_links"] = new JsonObject
        {
            ["self"] = new JsonObject
            {
                ["href"] = $"{call.Urls.Repository(repository.Data.FullName)}/rulesets/{made["id"]}",
            },
        };
        made["created_at"] = Shapes.Urls.Time(time.GetUtcNow());
        made["updated_at"] = Shapes.Urls.Time(time.GetUtcNow());
        repository.Update(data => data with { Rulesets = data.Rulesets.Add(made) });
        return new Answer(201, made.DeepClone());
    }

    private static Answer DeleteRuleset(Call call, Repository repository)
    {
        bool IsIt(JsonObject ruleset) => (long)ruleset["id"]! == call.RouteId("ruleset_id");
        if (!repository.Data.Rulesets.Any(IsIt))
        {
            return Answer.NotFound;
        }

        repository.Update(data => data with { Rulesets = data.Rulesets.RemoveAll(IsIt) });
        return Answer.NoContent;
    }
}
