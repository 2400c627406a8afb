using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Sodium;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Secrets of workflows, sealed for the key that GitHub publishes, so that nobody between here and there can read them, nor
/// anybody who reads a log of the calls.
/// </summary>
internal sealed class ActionsSecrets(RepositoryApi api)
{
    /// <param name="root"><c>actions</c>, or <c>environments/NAME</c>.</param>
    public async Task<Result<Unit>> WriteAsync(
        RepositoryName repository,
        string root,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellationToken)
    {
        if (values.Count == 0)
        {
            return Unit.Value;
        }

        var key = await api.FindAsync(repository, "read the key for secrets", $"{root}/secrets/public-key", cancellationToken);
        if (!key.IsOk)
        {
            return Result<Unit>.Failed(key.Problems);
        }

        if (key.Value.Value is not JsonObject published)
        {
            throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"the key for secrets of {repository} can't be read yet");
        }

        foreach (var (name, value) in values)
        {
            var sealedValue = SealedPublicKeyBox.Create(
                Encoding.UTF8.GetBytes(value), Convert.FromBase64String($"{published["key"]}"));
            var body = new JsonObject
            {
                ["encrypted_value"] = Convert.ToBase64String(sealedValue),
                ["key_id"] = $"{published["key_id"]}",
            };
            var written = await api.PutAsync(
                repository, $"set the secret {name}", $"{root}/secrets/{Uri.EscapeDataString(name)}", body, cancellationToken);
            if (!written.IsOk)
            {
                return Result<Unit>.Failed(written.Problems);
            }
        }

        return Unit.Value;
    }
}
