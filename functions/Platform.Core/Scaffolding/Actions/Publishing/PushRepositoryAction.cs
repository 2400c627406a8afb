using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// <c>github:repo:push</c>: the workspace becomes the one commit of a repository that exists and has nothing in it but, at most,
/// the commit that GitHub makes at creation. Anybody's content is left as it is.
/// </summary>
public sealed class PushRepositoryAction(
    ISourceControl github,
    IRepositoryCommits branches,
    IRepositoryParts<BranchProtection> protections,
    IContentStore contents,
    ICommitIndex commits,
    IScaffoldEnvironment environment,
    RepositoryMarks marks,
    GitHubSteps steps,
    TimeProvider clock) : IScaffoldAction
{
    private const string Upload = "upload";
    private const string Commit = "commit";
    private const string Push = "push";
    private const string Finish = "finish";

    public string Id => "github:repo:push";

    public string Description => "Makes the workspace the first commit of a GitHub repository that has none.";

    public IReadOnlyList<ActionExample> Examples { get; } = PublishingExamples.Push;

    public JsonObject InputSchema { get; } = PublishGitHubSchema.Filling();

    public JsonObject OutputSchema { get; } = ActionSchemas.Output("remoteUrl", "repoContentsUrl", "commitHash");

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = PublishGitHubInput.From(task, call, environment);
        if (!input.IsOk)
        {
            return ActionTurn.Failed(input.Problems);
        }

        steps.ActFor(task, call);
        return call.Stage switch
        {
            ActionCall.Start => await PlanAsync(call, input.Value, cancellationToken),
            Upload => await CommitOf(input.Value).UploadAsync(
                call, call.StateAs<State>().Handle, call.ItemAs<int>(), cancellationToken),
            Commit => await CommitAsync(task, call, input.Value, cancellationToken),
            Push => await PushAsync(call, cancellationToken),
            Finish => await FinishAsync(call, input.Value, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
    }

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = PublishGitHubInput.From(task, call, environment);
        var files = input.IsOk ? await CommitOf(input.Value).FilesAsync(call.Workspace, cancellationToken) : [];
        return !input.IsOk ? ActionTurn.Failed(input.Problems)
            : files.Count == 0 ? ActionTurn.Failed(PublishGitHubAction.Empty)
            : ActionTurn.Done(PublishingPreview.OutputOf(input.Value, hasCommit: true)).Saying(
                $"Would push {files.Count} files to {input.Value.Repository.DefaultBranch} of "
                + $"{input.Value.Repository.Repository}");
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        var (handle, commit, isProtected) = call.UndoAs<Made>();
        var name = handle.Repository;
        if (handle.Adopted)
        {
            // Whether it goes is decided where it was made, and its content is the proof that it is nobody else's.
            return new($"The content of {name} goes with the repository, which this task has made.");
        }

        var tip = await branches.TipAsync(name, handle.DefaultBranch, cancellationToken);
        if (commit is null || !tip.IsOk || tip.Value.Sha != commit)
        {
            return commit is null || tip is { IsOk: true, Value.Sha: var sha } && sha == handle.InitialSha
                ? new($"Nothing of this task is in {name}.")
                : new($"{name} is not as this task left it; its content stays.", LeftBehind: true);
        }

        if (isProtected)
        {
            var open = await protections.RemoveAsync(
                name, MadePart.Before(new BranchProtection(handle.DefaultBranch)), cancellationToken);
            if (!open.IsOk)
            {
                return new($"The content of {name} stays: {open.Problems[0].Message}", LeftBehind: true);
            }
        }

        var back = await branches.MoveAsync(name, handle.DefaultBranch, commit, handle.InitialSha, cancellationToken);
        return back.IsOk
            ? new($"{name} has its first commit again.")
            : new($"The content of {name} stays: {back.Problems[0].Message}", LeftBehind: true);
    }

    private async Task<ActionTurn> PlanAsync(ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var name = input.Repository.Repository;
        var files = await CommitOf(input).FilesAsync(call.Workspace, cancellationToken);
        if (files.Count == 0)
        {
            return ActionTurn.Failed(PublishGitHubAction.Empty);
        }

        var found = await github.AdoptAsync(input.Repository, cancellationToken);
        if (!found.IsOk)
        {
            return steps.NotFound(call, found.Problems);
        }

        var ready = await github.WaitUntilReadyAsync(
            input.Repository with { DefaultBranch = found.Value.DefaultBranch }, found.Value, cancellationToken);
        if (ready is { IsOk: true, Value.InitialSha: null })
        {
            return ActionTurn.Failed(new Problem(
                "repository-not-empty", $"{name} has content already; it was left as it is.", "repoUrl", name.ToString(),
                "a repository without any commit but GitHub's first one, or publish:github:pull-request"));
        }

        // Only now: another default branch would be seen in somebody's repository.
        var switched = ready.IsOk
            ? await github.WaitUntilReadyAsync(input.Repository, ready.Value, cancellationToken)
            : ready;
        return switched.IsOk
            ? ActionTurn.FanOut(Upload, WorkspaceUpload.PartsOf(files.Count), Commit, new State(
                switched.Value,
                files.Count,
                CommitOf(input).HasWorkflows(files)))
                .WithUndo(new Made(switched.Value))
            : ActionTurn.Failed(switched.Problems);
    }

    private async Task<ActionTurn> CommitAsync(
        ScaffoldTask task, ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var state = call.StateAs<State>();
        var commit = await CommitOf(input).MakeAsync(task, call, state.Handle, cancellationToken);
        return commit.IsOk
            ? ActionTurn.Next(Push, state with { CommitSha = commit.Value }).WithUndo(new Made(state.Handle, commit.Value))
            : ActionTurn.Failed(commit.Problems);
    }

    private async Task<ActionTurn> PushAsync(ActionCall call, CancellationToken cancellationToken)
    {
        var state = call.StateAs<State>();
        var pushed = await github.PushAsync(state.Handle, state.CommitSha!, cancellationToken);
        return pushed.IsOk
            ? ActionTurn.Next(Finish, state with { PushedAt = clock.GetUtcNow() })
                .WithUndo(new Made(state.Handle, state.CommitSha, IsProtected: true))
                .Saying(FirstCommit.Pushed(state.Handle, state.Files, state.CommitSha!))
            : ActionTurn.Failed(pushed.Problems);
    }

    private async Task<ActionTurn> FinishAsync(ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var state = call.StateAs<State>();
        var settings = new RepositorySettings { Description = null, Protection = input.Settings.Protection };
        var finished = await github.FinishAsync(state.Handle, settings, cancellationToken);
        return PublishGitHubAction.Settled(
            finished, FirstCommit.Done(state.Handle, state.CommitSha!, state.HasWorkflows, state.PushedAt));
    }

    private FirstCommit CommitOf(PublishGitHubInput input) => new(github, contents, commits, marks, input);

    private sealed record State(
        RepositoryHandle Handle, int Files, bool HasWorkflows, string? CommitSha = null, DateTimeOffset PushedAt = default);

    /// <param name="IsProtected">The branch may be protected by now.</param>
    private sealed record Made(RepositoryHandle Handle, string? CommitSha = null, bool IsProtected = false);
}
