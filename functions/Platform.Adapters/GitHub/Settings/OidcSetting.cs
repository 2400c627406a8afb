using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>What the tokens of the repository's workflows say of whom they are for.</summary>
internal sealed class OidcSetting(RepositoryApi api) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (settings.Oidc is not { } subject)
        {
            return SettingResults.Done;
        }

        var body = new JsonObject { ["use_default"] = subject.UseDefault };
        if (subject.ClaimKeys.Count > 0)
        {
            body["include_claim_keys"] = new JsonArray([.. subject.ClaimKeys.Select(key => (JsonNode)key)]);
        }

        var put = await api.PutAsync(
            handle.Repository, "customise the subject of its tokens", "actions/oidc/customization/sub", body, cancellationToken);
        return put.OrProblems();
    }
}
