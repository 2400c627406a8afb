using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:ruleset:create</c>: inputs in Backstage's spelling, rules in GitHub's.</summary>
public sealed class CreateRulesetAction(GitHubSteps steps, IRepositoryParts<Ruleset> rulesets)
    : RepositoryPartAction<Ruleset>(steps, rulesets)
{
    public override string Id => "github:ruleset:create";

    public override string Description => "Gives a repository a ruleset for its branches, tags or pushes.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Nobody deletes or rewrites the default branch",
            """
            steps:
              - id: rules
                action: github:ruleset:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  name: default branch
                  enforcement: active
                  conditions:
                    refName:
                      include: ['~DEFAULT_BRANCH']
                      exclude: []
                  rules:
                    - type: deletion
                    - type: non_fast_forward
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "name": { "type": "string", "minLength": 1 },
          "target": { "type": "string", "enum": ["branch", "tag", "push"], "default": "branch" },
          "enforcement": { "type": "string", "enum": ["disabled", "active", "evaluate"] },
          "bypassActors": {
            "type": "array",
            "items": {
              "type": "object", "required": ["actorType"],
              "properties": {
                "actorId": { "type": ["integer", "null"] },
                "actorType": {
                  "type": "string",
                  "enum": ["Integration", "OrganizationAdmin", "RepositoryRole", "Team", "DeployKey", "User"]
                },
                "bypassMode": { "type": "string", "enum": ["always", "pull_request", "exempt"] }
              }
            }
          },
          "conditions": {
            "type": "object",
            "properties": {
              "refName": {
                "type": "object", "required": ["include", "exclude"],
                "properties": {
                  "include": { "type": "array", "items": { "type": "string" } },
                  "exclude": { "type": "array", "items": { "type": "string" } }
                }
              }
            }
          },
          "rules": {
            "type": "array",
            "items": {
              "type": "object", "required": ["type"], "properties": { "type": { "type": "string", "minLength": 1 } }
            },
            "description": "In the form of GitHub's REST API"
          }
        }
        """,
        "name", "enforcement", "rules");

    public override JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        { "rulesetId": { "type": "number" }, "rulesetName": { "type": "string" }, "rulesetUrl": { "type": "string" } }
        """);

    protected override Result<Ruleset> PartOf(ScaffoldTask task, ActionCall call)
    {
        var input = call.Input;
        var body = new JsonObject
        {
            ["name"] = input.Text("name"),
            ["target"] = input.Text("target") ?? "branch",
            ["enforcement"] = input.Text("enforcement"),
            ["rules"] = input["rules"]!.DeepClone(),
        };
        if (input["conditions"]?["refName"] is JsonObject names)
        {
            body["conditions"] = new JsonObject { ["ref_name"] = names.DeepClone() };
        }

        if (input["bypassActors"] is JsonArray actors)
        {
            body["bypass_actors"] = new JsonArray([.. actors.OfType<JsonObject>().Select(Actor)]);
        }

        return new Ruleset(input.Text("name")!, body);
    }

    protected override JsonObject OutputOf(Ruleset part, FoundPart made) => new()
    {
        ["rulesetId"] = made.Number,
        ["rulesetName"] = part.Name,
        ["rulesetUrl"] = made.Url?.AbsoluteUri,
    };

    private static JsonNode Actor(JsonObject actor)
    {
        var sent = new JsonObject { ["actor_type"] = actor["actorType"]!.DeepClone() };
        foreach (var (ours, theirs) in new[] { ("actorId", "actor_id"), ("bypassMode", "bypass_mode") })
        {
            if (actor.ContainsKey(ours))
            {
                sent[theirs] = actor[ours]?.DeepClone();
            }
        }

        return sent;
    }
}
