using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Deployment environments; PUT makes or keeps.</summary>
internal sealed class EnvironmentsSetting(GitHubCalls calls) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        foreach (var environment in settings.Environments)
        {
            var made = await calls.RunAsync(
                CallContext.For(handle, $"make the environment {environment}"),
                github => github.Connection.Put<object>(GitHubRoutes.Environment(handle.Repository, environment), new object()),
                cancellationToken);
            if (!made.IsOk)
            {
                return made.OrProblems();
            }
        }

        return SettingResults.Done;
    }
}
