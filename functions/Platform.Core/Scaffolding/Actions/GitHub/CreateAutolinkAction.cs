using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:autolinks:create</c>.</summary>
public sealed class CreateAutolinkAction(GitHubSteps steps, IRepositoryParts<Autolink> autolinks)
    : RepositoryPartAction<Autolink>(steps, autolinks)
{
    public override string Id => "github:autolinks:create";

    public override string Description => "Makes links of references such as TICKET-123 in a repository.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Link tickets",
            """
            steps:
              - id: tickets
                action: github:autolinks:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  keyPrefix: TICKET-
                  urlTemplate: https://tickets.acme.com/browse/TICKET-<num>
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "keyPrefix": { "type": "string", "minLength": 1, "maxLength": 64, "description": "What the references begin with" },
          "urlTemplate": { "type": "string", "description": "Their address, with <num> for what follows the prefix" },
          "isAlphanumeric": {
            "type": "boolean", "default": true, "description": "Letters follow the prefix, too, not only digits"
          }
        }
        """,
        "keyPrefix", "urlTemplate");

    protected override Result<Autolink> PartOf(ScaffoldTask task, ActionCall call)
    {
        var (prefix, template) = (call.Input.Text("keyPrefix")!, call.Input.Text("urlTemplate")!);
        List<Problem> problems = [];
        if (prefix.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            problems.Add(new("key-prefix-invalid", "The prefix has characters that no reference has.", "keyPrefix", prefix,
                "no blanks and no control characters"));
        }

        if (!template.Contains("<num>", StringComparison.Ordinal)
            || !Uri.TryCreate(template.Replace("<num>", "1", StringComparison.Ordinal), UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https"))
        {
            problems.Add(new("url-template-invalid", "The template makes no address.", "urlTemplate", template,
                "an absolute http(s) URL with <num>"));
        }

        return problems.Count > 0
            ? Result<Autolink>.Failed(problems)
            : new Autolink(prefix, template, call.Input.Flag("isAlphanumeric") ?? true);
    }
}
