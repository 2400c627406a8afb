using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>
/// Actions variables: creates what is missing, updates what differs, leaves the rest. The requests are written by hand, because
/// Octokit reads a variable back after writing it, which a lagging replica answers with 404.
/// </summary>
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
            var written = await WriteAsync(handle, key, value, there.ContainsKey(key), cancellationToken);
            if (!written.IsOk)
            {
                return written.OrProblems();
            }
        }

        return SettingResults.Done;
    }

    private async Task<Result<bool>> WriteAsync(
        RepositoryHandle handle, string key, string value, bool isThere, CancellationToken cancellationToken)
    {
        var context = CallContext.For(handle, $"set the variable {key}");
        var body = new Dictionary<string, object> { ["name"] = key, ["value"] = value };
        var created = isThere
            ? Result<bool>.Ok(false)
            : await calls.RunAsync(context, github => TryCreateAsync(github, handle, body), cancellationToken);
        return !created.IsOk || created.Value ? created : await calls.RunAsync(
            context,
            async github =>
            {
                await github.Connection.Patch<object>(GitHubRoutes.Variable(handle.Repository, key), body);
                return true;
            },
            cancellationToken);
    }

    /// <returns>Whether it was made; a listing may be late, or not have named it for being long.</returns>
    private static async Task<bool> TryCreateAsync(IGitHubClient github, RepositoryHandle handle, Dictionary<string, object> body)
    {
        try
        {
            await github.Connection.Post<object>(GitHubRoutes.Variables(handle.Repository), body, null, null);
            return true;
        }
        catch (ApiException answer) when (GitHubErrors.IsAlreadyThere(answer))
        {
            return false;
        }
    }
}
