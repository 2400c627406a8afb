using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>
/// Applies settings one after the other (GitHub wants mutations of one repository in series) and stops at the first problem.
/// </summary>
internal static class SettingsWriter
{
    public static async Task<Result<SettingsOutcome>> ApplyAsync(
        IReadOnlyList<IRepositorySetting> all,
        RepositoryHandle handle,
        RepositorySettings settings,
        CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        foreach (var setting in all)
        {
            var applied = await setting.ApplyAsync(handle, settings, cancellationToken);
            if (!applied.IsOk)
            {
                return Result<SettingsOutcome>.Failed(applied.Problems);
            }

            warnings.AddRange(applied.Value);
        }

        return new SettingsOutcome(warnings);
    }
}
