using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>A deploy key and the secret with its private half; both are made, and removed, together.</summary>
internal sealed class DeployKeys(RepositoryApi api, ActionsSecrets secrets) : ListedParts<DeployKey>(api, "keys", "deploy key")
{
    private const string Secrets = "actions/secrets";

    /// <summary>A secret of that name is in the way, too: nobody can read what it holds.</summary>
    public override async Task<Result<PartSearch>> FindAsync(
        RepositoryName repository, DeployKey wanted, CancellationToken cancellationToken)
    {
        var key = await base.FindAsync(repository, wanted, cancellationToken);
        if (!key.IsOk || key.Value.Found is not null)
        {
            return key;
        }

        var secret = await Api.FindAsync(
            repository, "look for a secret", $"{Secrets}/{Uri.EscapeDataString(wanted.SecretName)}", cancellationToken);
        return !secret.IsOk ? Result<PartSearch>.Failed(secret.Problems)
            : secret.Value.Value is null ? PartSearch.Nothing
            : new PartSearch(new FoundPart(string.Empty, PartLikeness.Unknown));
    }

    public override async Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, DeployKey wanted, FoundPart? found, CancellationToken cancellationToken)
    {
        var key = await base.MakeAsync(repository, wanted, found is { Id.Length: > 0 } ? found : null, cancellationToken);
        if (!key.IsOk)
        {
            return key;
        }

        var written = await secrets.WriteAsync(
            repository, "actions", new Dictionary<string, string> { [wanted.SecretName] = wanted.PrivateKey }, cancellationToken);
        return written.IsOk
            ? key.Value with { Id = $"{key.Value.Id} {wanted.SecretName}" }
            : Result<FoundPart>.Failed(written.Problems);
    }

    protected override async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, string id, CancellationToken cancellationToken)
    {
        var parts = id.Split(' ', 2);
        if (parts is [_, var name])
        {
            var removed = await Api.DeleteAsync(repository, "remove a secret", $"{Secrets}/{name}", cancellationToken);
            if (!removed.IsOk)
            {
                return Result<PartRemoval>.Failed(removed.Problems);
            }
        }

        return await base.RemoveAsync(repository, parts[0], cancellationToken);
    }

    // GitHub drops the comment behind a key.
    protected override string KeyOf(JsonObject listed) =>
        string.Join(' ', $"{listed["key"]}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    protected override PartLikeness LikenessOf(JsonObject listed, DeployKey wanted) => PartLikeness.Unknown;

    protected override JsonObject BodyOf(DeployKey wanted) => new()
    {
        ["title"] = wanted.Name,
        ["key"] = wanted.PublicKey,
    };
}
