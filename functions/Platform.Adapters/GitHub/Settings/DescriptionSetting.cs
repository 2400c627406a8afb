using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>
/// The description as people shall read it. It takes the mark away, so it comes after the push: then the commit is the proof.
/// </summary>
internal sealed class DescriptionSetting(GitHubCalls calls) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        var update = new RepositoryUpdate
        {
            Name = handle.Repository.Name,
            Description = TaskMarker.Plain(settings.Description),
            Homepage = settings.Homepage?.AbsoluteUri,
        };
        var edited = await calls.RunAsync(
            CallContext.For(handle, "set the description"),
            github => github.Repository.Edit(handle.Repository.Owner, handle.Repository.Name, update),
            cancellationToken);
        return edited.OrProblems();
    }
}
