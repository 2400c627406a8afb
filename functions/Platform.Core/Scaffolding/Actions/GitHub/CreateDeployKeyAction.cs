using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:deployKey:create</c>.</summary>
public sealed partial class CreateDeployKeyAction(GitHubSteps steps, IRepositoryParts<DeployKey> keys)
    : RepositoryPartAction<DeployKey>(steps, keys)
{
    public override string Id => "github:deployKey:create";

    public override string Description =>
        "Gives a repository a deploy key, and its workflows the private half as a secret.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "A key pair that the person brings along",
            """
            steps:
              - id: key
                action: github:deployKey:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  deployKeyName: Push
                  publicKey: ${{ parameters.publicKey }}
                  privateKey: ${{ secrets.privateKey }}
                  privateKeySecretName: PUSH_KEY
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "publicKey": { "type": "string", "minLength": 1, "description": "In the form of ssh-keygen: ssh-ed25519 AAAA..." },
          "privateKey": { "type": "string", "minLength": 1, "description": "Take it from the task's secrets" },
          "deployKeyName": { "type": "string", "minLength": 1 },
          "privateKeySecretName": {
            "type": "string", "description": "Name of the secret; NAME_PRIVATE_KEY for the key called name unless given"
          }
        }
        """,
        "publicKey", "privateKey", "deployKeyName");

    public override JsonObject OutputSchema { get; } = ActionSchemas.Output("privateKeySecretName");

    protected override Result<DeployKey> PartOf(ScaffoldTask task, ActionCall call)
    {
        var (name, key) = (call.Input.Text("deployKeyName")!, call.Input.Text("publicKey")!.Trim());
        var secret = call.Input.Text("privateKeySecretName") is { Length: > 0 } given
            ? given
            : $"{name.Replace(' ', '_').ToUpperInvariant()}_PRIVATE_KEY";
        List<Problem> problems = [.. ActionsName.Check(secret, "privateKeySecretName")];
        if (!PublicKey().IsMatch(key))
        {
            problems.Add(new("public-key-invalid", "The public key is none that GitHub takes.", "publicKey",
                Expected: "one line: ssh-ed25519, ssh-rsa, ecdsa-sha2-... or sk-..., then the key in base64"));
        }

        return problems.Count > 0
            ? Result<DeployKey>.Failed(problems)
            : new DeployKey(name, key, call.Input.Text("privateKey")!, secret);
    }

    protected override JsonObject OutputOf(DeployKey part, FoundPart made) => ExampleOf(part);

    protected override JsonObject ExampleOf(DeployKey part) => new() { ["privateKeySecretName"] = part.SecretName };

    [GeneratedRegex(
        @"\A(ssh-(rsa|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-(ecdsa-sha2-nistp256|ssh-ed25519)@openssh\.com)"
        + @" [A-Za-z0-9+/]+={0,2}( [^\r\n]*)?\z")]
    private static partial Regex PublicKey();
}
