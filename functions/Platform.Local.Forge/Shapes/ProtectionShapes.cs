using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>The protection of a branch as GitHub writes it, from what was ordered.</summary>
internal sealed class ProtectionShapes(Urls urls, RepositoryData repository, OwnerData owner, PeopleStore people)
{
    private static readonly string[] Switches =
    [
        "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations",
        "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
    ];

    public JsonObject Protection(string branch, JsonObject settings)
    {
        var url = Url(branch);
        var shape = new JsonObject
        {
            ["url"] = url,
            ["required_signatures"] = Signatures(branch, settings),
            ["enforce_admins"] = new JsonObject
            {
                ["url"] = $"{url}/enforce_admins",
                ["enabled"] = IsOn(settings["enforce_admins"]),
            },
        };
        foreach (var name in Switches)
        {
            shape[name] = new JsonObject { ["enabled"] = IsOn(settings[name]) };
        }

        if (settings["required_status_checks"] is JsonObject checks)
        {
            shape["required_status_checks"] = Checks($"{url}/required_status_checks", checks);
        }

        if (settings["required_pull_request_reviews"] is JsonObject reviews)
        {
            shape["required_pull_request_reviews"] = Reviews($"{url}/required_pull_request_reviews", reviews);
        }

        if (settings["restrictions"] is JsonObject restrictions)
        {
            var actors = Actors(restrictions);
            actors["url"] = $"{url}/restrictions";
            foreach (var kind in new[] { "users", "teams", "apps" })
            {
                actors[$"{kind}_url"] = $"{url}/restrictions/{kind}";
            }

            shape["restrictions"] = actors;
        }

        return shape;
    }

    public JsonObject Signatures(string branch, JsonObject settings) => new()
    {
        ["url"] = $"{Url(branch)}/required_signatures",
        ["enabled"] = IsOn(settings["required_signatures"]),
    };

    private static JsonObject Checks(string url, JsonObject checks)
    {
        var contexts = checks["contexts"] as JsonArray ?? [];
        return new()
        {
            ["url"] = url,
            ["strict"] = IsOn(checks["strict"]),
            ["contexts"] = contexts.DeepClone(),
            ["contexts_url"] = $"{url}/contexts",
            ["checks"] = new JsonArray(
                [.. contexts.Select(context => new JsonObject { ["context"] = $"{context}", ["app_id"] = null })]),
        };
    }

    private JsonObject Reviews(string url, JsonObject reviews)
    {
        var shape = new JsonObject
        {
            ["url"] = url,
            ["dismiss_stale_reviews"] = IsOn(reviews["dismiss_stale_reviews"]),
            ["require_code_owner_reviews"] = IsOn(reviews["require_code_owner_reviews"]),
            ["required_approving_review_count"] = reviews["required_approving_review_count"]?.DeepClone() ?? 0,
            ["require_last_push_approval"] = IsOn(reviews["require_last_push_approval"]),
        };
        if (reviews["bypass_pull_request_allowances"] is JsonObject allowances)
        {
            shape["bypass_pull_request_allowances"] = Actors(allowances);
        }

        return shape;
    }

    private JsonObject Actors(JsonObject named)
    {
        var known = people.Of(repository.Owner);
        return new()
        {
            ["users"] = new JsonArray([.. Names(named, "users").Select(known.Find).OfType<Person>().Select(urls.Person)]),
            ["teams"] = new JsonArray([
                .. Names(named, "teams").Select(known.FindTeam).OfType<Team>().Select(team => urls.Team(owner, known, team)),
            ]),
            ["apps"] = new JsonArray(),
        };
    }

    private static IEnumerable<string> Names(JsonObject named, string kind) =>
        (named[kind] as JsonArray ?? []).Select(name => $"{name}");

    private static bool IsOn(JsonNode? value) => value is JsonValue set && set.TryGetValue<bool>(out var isOn) && isOn;

    private string Url(string branch) => $"{urls.Repository(repository.FullName)}/branches/{branch}/protection";
}
