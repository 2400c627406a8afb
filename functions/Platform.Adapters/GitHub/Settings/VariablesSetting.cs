using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Variables of the repository's workflows.</summary>
internal sealed class VariablesSetting(ActionsVariables variables) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken) =>
        (await variables.WriteAsync(handle.Repository, "actions", settings.Variables, cancellationToken)).OrProblems();
}
