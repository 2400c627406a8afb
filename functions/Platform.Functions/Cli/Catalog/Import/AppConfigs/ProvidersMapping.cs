using System.Text.Json.Nodes;

namespace Platform.Functions.Cli.Catalog.Import.AppConfigs;

/// <summary><c>catalog.providers</c>: repositories of GitHub, and people of GitHub and Entra ID; others are told.</summary>
internal sealed class ProvidersMapping(ConfigMapping mapping)
{
    private const string Organizations = "CatalogOrganizations";
    private const string Files = "CatalogDescriptorFiles";

    private static readonly string[] Narrowing = ["repository", "topic", "visibility", "branch", "allowForks", "allowArchived"];

    public void Map(JsonObject providers)
    {
        foreach (var (name, node) in providers)
        {
            switch (name)
            {
                case "github":
                    Each(node, "organization", GitHub);
                    break;
                case "githubOrg":
                    Each(node, "orgs", GitHubPeople);
                    break;
                case "microsoftGraphOrg":
                    Each(node, "tenantId", Graph);
                    break;
                default:
                    mapping.Say(
                        $"catalog.providers.{name} has no counterpart here; what it brings is copied by importing from the "
                        + "running Backstage, and stays as it is then.");
                    break;
            }
        }
    }

    /// <summary>One provider by itself, a list of them, or several by their names.</summary>
    private static void Each(JsonNode? node, string tell, Action<JsonObject> map)
    {
        IEnumerable<JsonObject> found = node switch
        {
            JsonArray items => items.OfType<JsonObject>(),
            JsonObject one when one.ContainsKey(tell) || one.ContainsKey("githubUrl") => [one],
            JsonObject named => named.Select(member => member.Value).OfType<JsonObject>(),
            _ => [],
        };
        foreach (var provider in found)
        {
            map(provider);
        }
    }

    private void GitHub(JsonObject provider)
    {
        if (ConfigMapping.Text(provider["organization"]) is not { Length: > 0 } organization)
        {
            mapping.Say("A provider of catalog.providers.github names no organization: an app's installations are not followed.");
            return;
        }

        mapping.Add(Organizations, organization);
        if (ConfigMapping.Text(provider["host"]) is { } host && host != "github.com")
        {
            mapping.Say($"Repositories of {organization} are on {host}: GitHubApiUrl has to be its API, one for all.");
        }

        if (ConfigMapping.Text(provider["catalogPath"])?.TrimStart('/') is { Length: > 0 } path)
        {
            mapping.Add(Files, path);
        }

        if (provider["filters"] is not JsonObject filters)
        {
            return;
        }

        foreach (var name in Narrowing.Where(filters.ContainsKey))
        {
            mapping.Say(
                $"The filter '{name}' of {organization} is not taken over: the platform looks through the default branches of "
                + "all its repositories. Where that is too much, leave the organisation out and register globs.");
        }
    }

    private void GitHubPeople(JsonObject provider)
    {
        var organizations = ConfigMapping.Texts(provider["orgs"]).Concat(ConfigMapping.Texts(provider["org"])).ToList();
        foreach (var organization in organizations)
        {
            mapping.Add("PeopleGitHubOrganizations", organization);
        }

        if (organizations.Count == 0)
        {
            mapping.Say("catalog.providers.githubOrg names no orgs; set PeopleGitHubOrganizations to those that are wanted.");
        }
    }

    private void Graph(JsonObject provider)
    {
        foreach (var (theirs, ours) in new[] { ("tenantId", "PeopleGraphTenantId"), ("clientId", "PeopleGraphClientId") })
        {
            if (ConfigMapping.Text(provider[theirs]) is { Length: > 0 } value)
            {
                mapping.Set(ours, value);
            }
        }

        mapping.Say(
            "Set PeopleGraphClientSecret yourself, or leave it empty for the managed identity: secrets are not taken over.");
        foreach (var name in new[] { "user", "group", "userFilter", "groupFilter", "userGroupMemberFilter" }
            .Where(provider.ContainsKey))
        {
            mapping.Say($"'{name}' of catalog.providers.microsoftGraphOrg is not taken over: all people and groups are read.");
        }
    }
}
