using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// <c>github:repo:create</c>: a repository with its settings and GitHub's first commit, which <c>github:repo:push</c> replaces.
/// The task's mark stays in its description until all steps are done, as the proof that undoing needs.
/// </summary>
public sealed class CreateRepositoryAction(
    ISourceControl github,
    ICommitIndex commits,
    IScaffoldEnvironment environment,
    ITaskMilestones milestones,
    RepositoryUndo undo,
    GitHubSteps steps,
    TimeProvider clock) : IScaffoldAction
{
    private const string Create = "create";
    private const string Ready = "ready";
    private const string Configure = "configure";

    public string Id => "github:repo:create";

    public string Description => "Makes a GitHub repository with its settings, for a later step to fill.";

    public IReadOnlyList<ActionExample> Examples { get; } = PublishingExamples.Create;

    public JsonObject InputSchema { get; } = PublishGitHubSchema.Making();

    public JsonObject OutputSchema { get; } = ActionSchemas.Output("remoteUrl", "repoContentsUrl");

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = PublishGitHubInput.From(task, call, environment);
        if (!input.IsOk)
        {
            return ActionTurn.Failed(input.Problems);
        }

        steps.ActFor(task, call);
        // Backstage's default branch is for what is pushed; GitHub's own holds the first commit.
        var request = input.Value.Repository with { DefaultBranch = "main" };
        return call.Stage switch
        {
            ActionCall.Start => ActionTurn.Next(Create, new State(environment.WebhookUrl)).WithUndo(new Made(request.Repository)),
            Create => await CreateAsync(task, call, request, cancellationToken),
            Ready => await ReadyAsync(call, request, cancellationToken),
            Configure => await ConfigureAsync(call, input.Value, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
    }

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = PublishGitHubInput.From(task, call, environment);
        if (!input.IsOk)
        {
            return ActionTurn.Failed(input.Problems);
        }

        steps.ActFor(task, call);
        return await PublishingPreview.CreateAsync(input.Value, files: null, steps, cancellationToken);
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        var made = call.UndoAs<Made>();
        var (handle, commit) = await NowAsync(task, made, cancellationToken);
        return await undo.UndoAsync(new(task.Id.Value, made.Repository, handle, commit), cancellationToken);
    }

    /// <summary>What a later step of the task has pushed into it, and to which branch, is the task's own, too.</summary>
    private async Task<(RepositoryHandle? Handle, string? Commit)> NowAsync(
        ScaffoldTask task, Made made, CancellationToken cancellationToken)
    {
        if (made.Handle is null || await steps.FindAsync(made.Repository, cancellationToken) is not { IsOk: true } found)
        {
            return (made.Handle, null);
        }

        var head = await github.FindHeadAsync(made.Repository, found.Value.DefaultBranch, cancellationToken);
        return head.IsOk && (await commits.FindAsync(head.Value, cancellationToken))?.Task == task.Id
            ? (made.Handle with { DefaultBranch = found.Value.DefaultBranch }, head.Value)
            : (made.Handle, null);
    }

    private async Task<ActionTurn> CreateAsync(
        ScaffoldTask task, ActionCall call, RepositoryRequest request, CancellationToken cancellationToken)
    {
        var created = await github.CreateOrAdoptAsync(request, cancellationToken);
        if (!created.IsOk)
        {
            return ActionTurn.Failed(created.Problems);
        }

        await milestones.RecordAsync(
            task.Id, Milestone.RepositoryCreated, clock.GetUtcNow(), created.Value.HtmlUrl.AbsoluteUri, cancellationToken);

        // A turn of its own: from here on the journal has the id, without which nothing may be deleted.
        return ActionTurn.Next(Ready, call.StateAs<State>() with { Handle = created.Value })
            .WithUndo(new Made(request.Repository, created.Value))
            .Saying($"Created {created.Value.HtmlUrl}");
    }

    private async Task<ActionTurn> ReadyAsync(ActionCall call, RepositoryRequest request, CancellationToken cancellationToken)
    {
        var state = call.StateAs<State>();
        var ready = await github.WaitUntilReadyAsync(
            request with { DefaultBranch = state.Handle!.DefaultBranch }, state.Handle, cancellationToken);
        return ready.IsOk
            ? ActionTurn.Next(Configure, state with { Handle = ready.Value }).WithUndo(new Made(request.Repository, ready.Value))
            : ActionTurn.Failed(ready.Problems);
    }

    private async Task<ActionTurn> ConfigureAsync(
        ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var state = call.StateAs<State>();
        var handle = state.Handle!;
        var settings = PublishGitHubAction.HookedBy(input.Settings, state.WebhookUrl);
        var configured = await github.ConfigureAsync(handle, settings, cancellationToken);
        return PublishGitHubAction.Settled(configured, ActionTurn.Done(new
        {
            remoteUrl = handle.CloneUrl,
            repoContentsUrl = $"{handle.HtmlUrl.AbsoluteUri.TrimEnd('/')}/blob/{handle.DefaultBranch}",
        }) with
        {
            Finally = FinishRepositoryAction.StepFor(handle, call.Step),
        });
    }

    /// <param name="WebhookUrl">As it was when the step began: a restart at another address must not make a second hook.</param>
    private sealed record State(Uri? WebhookUrl, RepositoryHandle? Handle = null);

    private sealed record Made(RepositoryName Repository, RepositoryHandle? Handle = null);
}
