using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>Makes the workspace the first commit of a repository, for the actions that do it.</summary>
internal sealed class FirstCommit(
    ISourceControl github, IContentStore contents, ICommitIndex commits, RepositoryMarks marks, PublishGitHubInput input)
{
    private readonly WorkspaceUpload _files = new(contents, input.SourcePath);

    public Task<IReadOnlyList<WorkspaceFile>> FilesAsync(string? workspace, CancellationToken cancellationToken) =>
        _files.FilesAsync(workspace, cancellationToken);

    /// <param name="files">Of the workspace, by their paths in it.</param>
    public bool HasWorkflows(IEnumerable<WorkspaceFile> files) =>
        files.Any(file => file.Path.StartsWith($"{input.SourcePath}.github/workflows/", StringComparison.Ordinal));

    public async Task<ActionTurn> UploadAsync(
        ActionCall call, RepositoryHandle repository, int chunk, CancellationToken cancellationToken)
    {
        var uploaded = await _files.UploadAsync(
            call.Workspace!, chunk, content => github.UploadBlobAsync(repository, content, cancellationToken), cancellationToken);
        return uploaded.IsOk ? ActionTurn.Done(uploaded.Value) : ActionTurn.Failed(uploaded.Problems);
    }

    /// <summary>With what was uploaded as the results of the call; nobody sees it before the branch moves.</summary>
    /// <returns>The commit's SHA.</returns>
    public async Task<Result<string>> MakeAsync(
        ScaffoldTask task, ActionCall call, RepositoryHandle repository, CancellationToken cancellationToken)
    {
        var uploaded = call.ResultsAs<Dictionary<string, string>>().SelectMany(part => part).ToDictionary();
        var files = await FilesAsync(call.Workspace, cancellationToken);
        var mark = await marks.MarkAsync(
            task, repository.Repository, string.Empty, files, input.SourcePath, cancellationToken);
        var entries = (await _files.EntriesAsync(call.Workspace, uploaded, cancellationToken))
            .Where(entry => entry.Path != mark.Path)
            .Append(CommitEntry.Inline(mark.Path, mark.Mode, Encoding.UTF8.GetString(mark.Content.Span)));
        var request = new CommitRequest(input.CommitMessage, input.AuthorName, input.AuthorEmail, task.CreatedAt, [.. entries]);
        var commit = await github.CommitAsync(repository, request, cancellationToken);
        if (commit.IsOk)
        {
            await commits.AddAsync(commit.Value, task.Id, cancellationToken);
        }

        return commit;
    }

    public static string Pushed(RepositoryHandle repository, int files, string commit) =>
        $"Pushed {files} files as {commit[..7]} to {repository.DefaultBranch}";

    /// <summary>The end of the action, and with workflows the step that looks at the run that the push has started.</summary>
    public static ActionTurn Done(RepositoryHandle repository, string commit, bool hasWorkflows, DateTimeOffset pushedAt)
    {
        var done = ActionTurn.Done(new
        {
            remoteUrl = repository.CloneUrl,
            repoContentsUrl = $"{repository.HtmlUrl.AbsoluteUri.TrimEnd('/')}/blob/{repository.DefaultBranch}",
            commitHash = commit,
        });
        return hasWorkflows
            ? done with { Finally = VerifyFirstRunAction.StepFor(repository, commit, pushedAt) }
            : done;
    }
}
