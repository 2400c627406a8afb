using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>What the inputs of the actions on a repository have in common.</summary>
internal static class GitHubSchemas
{
    private const string Common =
        """
        {
          "repoUrl": {
            "type": "string", "minLength": 1,
            "description": "The repository, as host?owner=OWNER&repo=NAME"
          },
          "token": {
            "type": "string",
            "description": "A token for the calls of this step, from the task's secrets; without one the platform's own is used"
          }
        }
        """;

    /// <param name="properties">The other inputs, as JSON.</param>
    /// <param name="required">Besides repoUrl.</param>
    public static JsonObject Input(string properties, params IReadOnlyList<string> required)
    {
        var all = ActionSchemas.Parse(Common);
        foreach (var (name, schema) in ActionSchemas.Parse(properties))
        {
            all[name] = schema?.DeepClone();
        }

        return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. required.Prepend("repoUrl").Select(name => (JsonNode)name)]),
            ["properties"] = all,
        };
    }
}
