using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Secrets of the repository's workflows; PUT makes or replaces.</summary>
internal sealed class SecretsSetting(ActionsSecrets secrets) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken) =>
        (await secrets.WriteAsync(handle.Repository, "actions", settings.Secrets, cancellationToken)).OrProblems();
}
