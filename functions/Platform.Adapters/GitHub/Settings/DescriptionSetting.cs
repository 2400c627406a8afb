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
        var (owner, name) = (handle.Repository.Owner, handle.Repository.Name);
        var description = settings.Description;
        if (description is null)
        {
            var read = await calls.RunAsync(
                CallContext.For(handle, "read the description"), github => github.Repository.Get(owner, name), cancellationToken);
            if (!read.IsOk || !TaskMarker.IsOf(read.Value.Description, handle.TaskId))
            {
                return read.OrProblems();
            }

            description = TaskMarker.Without(read.Value.Description);
        }

        var update = new RepositoryUpdate
        {
            Name = name,
            Description = TaskMarker.Plain(description),
            Homepage = settings.Homepage?.AbsoluteUri,
        };
        var edited = await calls.RunAsync(
            CallContext.For(handle, "set the description"),
            github => github.Repository.Edit(owner, name, update),
            cancellationToken);
        return edited.OrProblems();
    }
}
