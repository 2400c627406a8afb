using Platform.Adapters.GitHub.Parts;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>
/// Protects the default branch. After the push, whose forced update it would refuse; plans that lack it get a warning.
/// </summary>
internal sealed class ProtectionSetting(BranchProtections protections) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (settings.Protection is not { } protection)
        {
            return SettingResults.Done;
        }

        var made = await protections.MakeAsync(
            handle.Repository, protection with { Branch = handle.DefaultBranch }, found: null, cancellationToken);
        return made.OrWarnings();
    }
}
