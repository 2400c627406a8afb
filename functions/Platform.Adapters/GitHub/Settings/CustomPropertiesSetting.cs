using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Custom properties exist only where the organisation defined them; elsewhere this is a warning.</summary>
internal sealed class CustomPropertiesSetting(GitHubCalls calls) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (settings.CustomProperties.Count == 0)
        {
            return SettingResults.Done;
        }

        var values = new UpsertRepositoryCustomPropertyValues
        {
            Properties = [.. settings.CustomProperties.Select(pair => new CustomPropertyValueUpdate(pair.Key, pair.Value))],
        };
        var set = await calls.RunAsync(
            CallContext.For(handle, "set the custom properties"),
            github => github.Repository.CustomProperty.CreateOrUpdate(handle.Repository.Owner, handle.Repository.Name, values),
            cancellationToken);
        return set.OrWarnings();
    }
}
