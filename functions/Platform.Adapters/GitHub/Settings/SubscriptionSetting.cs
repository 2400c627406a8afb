using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Whether the platform's account follows the repository; an app has no account, which is a warning.</summary>
internal sealed class SubscriptionSetting(RepositoryApi api) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (!settings.Subscribe)
        {
            return SettingResults.Done;
        }

        var body = new JsonObject { ["subscribed"] = true, ["ignored"] = false };
        var put = await api.PutAsync(handle.Repository, "follow the repository", "subscription", body, cancellationToken);
        return put.OrWarnings();
    }
}
