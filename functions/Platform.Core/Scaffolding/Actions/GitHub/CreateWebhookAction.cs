using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>
/// <c>github:webhook</c>. Unlike Backstage's, it fails when the webhook can't be made: a service that nobody tells anything is
/// not what was asked for.
/// </summary>
public sealed class CreateWebhookAction(GitHubSteps steps, IRepositoryParts<Webhook> webhooks)
    : RepositoryPartAction<Webhook>(steps, webhooks)
{
    public override string Id => "github:webhook";

    public override string Description => "Has GitHub tell an address what happens in a repository.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Tell a builder of pushes, signed with a secret of the task",
            """
            steps:
              - id: webhook
                action: github:webhook
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  webhookUrl: https://builder.acme.com/hooks
                  webhookSecret: ${{ secrets.hookSecret }}
                  contentType: json
                  events: [push, pull_request]
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "webhookUrl": { "type": "string", "minLength": 1, "description": "Where the events are sent: an http(s) address" },
          "webhookSecret": { "type": "string", "description": "Signs what is sent; take it from the task's secrets" },
          "events": {
            "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^([a-z_]+|\\*)$" }, "default": ["push"],
            "description": "Names of GitHub's events; * is every one"
          },
          "active": { "type": "boolean", "default": true },
          "contentType": { "type": "string", "enum": ["form", "json"], "default": "form" },
          "insecureSsl": { "type": "boolean", "default": false, "description": "Send without checking the certificate" }
        }
        """,
        "webhookUrl");

    protected override Result<Webhook> PartOf(ScaffoldTask task, ActionCall call)
    {
        var written = call.Input.Text("webhookUrl")!;
        if (!Uri.TryCreate(written, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0)
        {
            return new Problem(
                "webhook-url-invalid", "The webhook's address is none that GitHub can call.", "webhookUrl",
                Expected: "an absolute http or https URL without user or password");
        }

        var events = call.Input.Texts("events");
        return new Webhook(
            url,
            events.Count > 0 ? [.. events.Distinct()] : ["push"],
            call.Input.Flag("active") ?? true,
            call.Input.Text("contentType") ?? "form",
            call.Input.Flag("insecureSsl") ?? false,
            call.Input.Text("webhookSecret") is { Length: > 0 } secret ? secret : null);
    }
}
