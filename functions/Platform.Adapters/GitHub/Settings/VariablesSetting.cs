using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Actions variables: creates what is missing, updates what differs, leaves the rest.</summary>
internal sealed class VariablesSetting(GitHubCalls calls) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (settings.Variables.Count == 0)
        {
            return SettingResults.Done;
        }

        var (owner, name) = (handle.Repository.Owner, handle.Repository.Name);
        var listed = await calls.RunAsync(
            CallContext.For(handle, "list the variables"),
            github => github.Repository.Actions.Variables.GetAll(owner, name),
            cancellationToken);
        if (!listed.IsOk)
        {
            return listed.OrProblems();
        }

        // GitHub keeps names in upper case, whatever was sent.
        var there = listed.Value.Variables.ToDictionary(
            variable => variable.Name, variable => variable.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings.Variables.Where(wanted => there.GetValueOrDefault(wanted.Key) != wanted.Value))
        {
            var written = await calls.RunAsync(
                CallContext.For(handle, $"set the variable {key}"),
                github => there.ContainsKey(key)
                    ? github.Repository.Actions.Variables.Update(owner, name, new Variable(key, value))
                    : github.Repository.Actions.Variables.Create(owner, name, new Variable(key, value)),
                cancellationToken);
            if (!written.IsOk)
            {
                return written.OrProblems();
            }
        }

        return SettingResults.Done;
    }
}
