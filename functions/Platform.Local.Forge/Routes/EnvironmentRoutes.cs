using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Environments of deployments, and which branches and tags may be deployed to them.</summary>
internal sealed class EnvironmentRoutes(ForgeStore store, PeopleStore people, TimeProvider time) : IRouteGroup
{
    private const string One = "/environments/{environment_name}";
    private const string Policies = One + "/deployment-branch-policies";

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/environments", (call, repository) => call.Page(
            "environments", repository.Data.Environments, environment => Shape(call, repository, environment)));
        routes.MapRepository("GET", One, (call, repository) => Find(call, repository) is { } found
            ? Answer.Ok(Shape(call, repository, found))
            : Answer.NotFound);
        routes.MapRepository("PUT", One, Set);
        routes.MapRepository("DELETE", One, Delete);
        routes.MapRepository("GET", Policies, (call, repository) => Find(call, repository) is { } found
            ? call.Page("branch_policies", found.BranchPolicies, Policy)
            : Answer.NotFound);
        routes.MapRepository("POST", Policies, AddPolicy);
    }

    private Answer Set(Call call, Repository repository)
    {
        if (call.Body["deployment_branch_policy"] is JsonObject policy
            && $"{policy["protected_branches"]}" == $"{policy["custom_branch_policies"]}")
        {
            return Answer.Invalid("protected_branches and custom_branch_policies cannot have the same value.");
        }

        var (name, now) = (call.Route("environment_name"), time.GetUtcNow());
        var old = Find(call, repository);
        var next = new EnvironmentData(
            old?.Id ?? store.Ids.Next(), name, (JsonObject)call.Body.DeepClone(), old?.CreatedAt ?? now, now)
        {
            Variables = old?.Variables ?? NamedValue.None,
            Secrets = old?.Secrets ?? NamedValue.None,
            BranchPolicies = old?.BranchPolicies ?? [],
        };
        Replace(repository, name, next);
        return Answer.Ok(Shape(call, repository, next));
    }

    private static Answer Delete(Call call, Repository repository)
    {
        if (Find(call, repository) is not { } found)
        {
            return Answer.NotFound;
        }

        Replace(repository, found.Name, null);
        return Answer.NoContent;
    }

    private Answer AddPolicy(Call call, Repository repository)
    {
        if (Find(call, repository) is not { } found || found.Settings["deployment_branch_policy"]?["custom_branch_policies"]
            is not JsonValue custom || !custom.GetValue<bool>())
        {
            return Answer.NotFound;
        }

        var (name, type) = (call.Text("name") ?? string.Empty, call.Text("type") ?? "branch");
        if (found.BranchPolicies.Any(policy => policy.Name == name && policy.Type == type))
        {
            return new Answer(303);
        }

        var made = new BranchPolicyData(store.Ids.Next(), name, type);
        Replace(repository, found.Name, found with { BranchPolicies = found.BranchPolicies.Add(made) });
        return Answer.Ok(Policy(made));
    }

    private static void Replace(Repository repository, string name, EnvironmentData? next) =>
        repository.Update(data =>
        {
            var others = data.Environments.Where(other => other.Name != name);
            return data with { Environments = [.. next is null ? others : others.Append(next)] };
        });

    private static EnvironmentData? Find(Call call, Repository repository) =>
        repository.Data.Environments.FirstOrDefault(environment => environment.Name == call.Route("environment_name"));

    private static JsonNode Policy(BranchPolicyData policy) => new JsonObject
    {
        ["id"] = policy.Id,
        ["node_id"] = Urls.NodeId("DeploymentBranchPolicy", policy.Id),
        ["name"] = policy.Name,
        ["type"] = policy.Type,
    };

    private JsonObject Shape(Call call, Repository repository, EnvironmentData environment) => new()
    {
        ["id"] = environment.Id,
        ["node_id"] = Urls.NodeId("Environment", environment.Id),
        ["name"] = environment.Name,
        ["url"] =
            $"{call.Urls.Repository(repository.Data.FullName)}/environments/{Uri.EscapeDataString(environment.Name)}",
        ["html_url"] =
            $"{call.Urls.Html(repository.Data.FullName)}/deployments/activity_log?environments_filter={environment.Name}",
        ["created_at"] = Urls.Time(environment.CreatedAt),
        ["updated_at"] = Urls.Time(environment.UpdatedAt),
        ["protection_rules"] = new JsonArray([.. Rules(call, repository, environment)]),
        ["deployment_branch_policy"] = environment.Settings["deployment_branch_policy"]?.DeepClone(),
    };

    private IEnumerable<JsonNode> Rules(Call call, Repository repository, EnvironmentData environment)
    {
        JsonObject Rule(string type, int number) => new()
        {
            ["id"] = (environment.Id * 10) + number,
            ["node_id"] = Urls.NodeId("GateRule", $"{environment.Id}:{number}"),
            ["type"] = type,
        };
        if (environment.Settings["wait_timer"] is JsonValue timer && timer.GetValue<int>() > 0)
        {
            var rule = Rule("wait_timer", 1);
            rule["wait_timer"] = timer.DeepClone();
            yield return rule;
        }

        if (environment.Settings["reviewers"] is JsonArray { Count: > 0 } reviewers)
        {
            var rule = Rule("required_reviewers", 2);
            rule["prevent_self_review"] = environment.Settings["prevent_self_review"]?.DeepClone() ?? false;
            rule["reviewers"] = new JsonArray([.. reviewers.Select(one => Reviewer(call, repository, one!))]);
            yield return rule;
        }

        if (environment.Settings["deployment_branch_policy"] is not null)
        {
            yield return Rule("branch_policy", 3);
        }
    }

    private JsonObject Reviewer(Call call, Repository repository, JsonNode wanted)
    {
        var (known, id) = (people.Of(repository.Data.Owner), (long)wanted["id"]!);
        var owner = store.Owner(repository.Data.Owner).Data;
        return new JsonObject
        {
            ["type"] = $"{wanted["type"]}",
            ["reviewer"] = known.Members.FirstOrDefault(person => person.Id == id) is { } person ? call.Urls.Person(person)
                : known.Teams.FirstOrDefault(team => team.Id == id) is { } team ? call.Urls.Team(owner, known, team)
                : null,
        };
    }
}
