using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// <c>publish:github</c>: the workspace becomes a repository with one commit. The branch moves last, because that is what starts
/// CI and webhooks: plan, create, then settings and blobs side by side, commit, push.
/// </summary>
public sealed class PublishGitHubAction(
    ISourceControl github,
    IContentStore contents,
    ICommitIndex commits,
    IScaffoldEnvironment environment,
    RepositoryMarks marks,
    ITaskMilestones milestones,
    RepositoryUndo undo,
    GitHubSteps steps,
    TimeProvider clock) : IScaffoldAction
{
    private static readonly Dictionary<string, string> NothingUploaded = [];

    internal static readonly Problem Empty =
        new("workspace-empty", "There is nothing to publish.", Expected: "a step that makes files");

    private const string Create = "create";
    private const string Ready = "ready";
    private const string Prepare = "prepare";
    private const string Commit = "commit";
    private const string Push = "push";
    private const string Finish = "finish";

    public string Id => "publish:github";

    public string Description => "Makes a GitHub repository of the workspace, with one commit.";

    public IReadOnlyList<ActionExample> Examples { get; } = PublishingExamples.Publish;

    public JsonObject InputSchema { get; } = PublishGitHubSchema.Whole();

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
            Create => await CreateAsync(task, call, input.Value, cancellationToken),
            Ready => await ReadyAsync(call, input.Value, cancellationToken),
            Prepare => await PrepareAsync(call, input.Value, cancellationToken),
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
        List<Problem> problems = [.. input.Problems];
        if (input.IsOk && files.Count == 0)
        {
            problems.Add(Empty);
        }

        if (problems.Count > 0)
        {
            return ActionTurn.Failed(problems);
        }

        steps.ActFor(task, call);
        return await PublishingPreview.CreateAsync(input.Value!, files.Count, steps, cancellationToken);
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        var made = call.UndoAs<Made>();
        return await undo.UndoAsync(
            new(task.Id.Value, made.Repository, made.Handle, made.CommitSha), cancellationToken);
    }

    private async Task<ActionTurn> PlanAsync(ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var files = await CommitOf(input).FilesAsync(call.Workspace, cancellationToken);
        if (files.Count == 0)
        {
            return ActionTurn.Failed(Empty);
        }

        var state = new PublishState(
            files.Count,
            CommitOf(input).HasWorkflows(files),
            environment.WebhookUrl);
        return ActionTurn.Next(Create, state).WithUndo(new Made(input.Repository.Repository));
    }

    private async Task<ActionTurn> CreateAsync(
        ScaffoldTask task, ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var created = await github.CreateOrAdoptAsync(input.Repository, cancellationToken);
        if (created.IsOk)
        {
            await milestones.RecordAsync(
                task.Id, Milestone.RepositoryCreated, clock.GetUtcNow(), created.Value.HtmlUrl.AbsoluteUri, cancellationToken);
        }

        // A turn of its own: from here on the journal has the id, without which nothing may be deleted.
        return created.IsOk
            ? ActionTurn.Next(Ready, call.StateAs<PublishState>() with { Handle = created.Value })
                .WithUndo(new Made(input.Repository.Repository, created.Value))
                .Saying($"Created {created.Value.HtmlUrl}")
            : ActionTurn.Failed(created.Problems);
    }

    private async Task<ActionTurn> ReadyAsync(ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var made = call.StateAs<PublishState>();
        var ready = await github.WaitUntilReadyAsync(input.Repository, made.Made, cancellationToken);
        if (!ready.IsOk)
        {
            return ActionTurn.Failed(ready.Problems);
        }

        var state = made with { Handle = ready.Value };
        var parts = WorkspaceUpload.PartsOf(state.Files).Select(chunk => (int?)chunk).Prepend(null);
        return ActionTurn.FanOut(Prepare, parts.Select(chunk => new PublishPart(chunk)), Commit, state)
            .WithUndo(new Made(input.Repository.Repository, ready.Value));
    }

    private async Task<ActionTurn> PrepareAsync(ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var state = call.StateAs<PublishState>();
        if (call.ItemAs<PublishPart>().Chunk is { } chunk)
        {
            return await CommitOf(input).UploadAsync(call, state.Made, chunk, cancellationToken);
        }

        var configured = await github.ConfigureAsync(state.Made, SettingsOf(input, state), cancellationToken);
        return Settled(configured, ActionTurn.Done(NothingUploaded));
    }

    private async Task<ActionTurn> CommitAsync(
        ScaffoldTask task, ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var state = call.StateAs<PublishState>();
        var commit = await CommitOf(input).MakeAsync(task, call, state.Made, cancellationToken);
        return commit.IsOk
            ? ActionTurn.Next(Push, state with { CommitSha = commit.Value })
                .WithUndo(new Made(input.Repository.Repository, state.Made, commit.Value))
            : ActionTurn.Failed(commit.Problems);
    }

    private async Task<ActionTurn> PushAsync(ActionCall call, CancellationToken cancellationToken)
    {
        var state = call.StateAs<PublishState>();
        var pushed = await github.PushAsync(state.Made, state.CommitSha!, cancellationToken);
        return pushed.IsOk
            ? ActionTurn.Next(Finish, state with { PushedAt = clock.GetUtcNow() })
                .Saying(FirstCommit.Pushed(state.Made, state.Files, state.CommitSha!))
            : ActionTurn.Failed(pushed.Problems);
    }

    private async Task<ActionTurn> FinishAsync(ActionCall call, PublishGitHubInput input, CancellationToken cancellationToken)
    {
        var state = call.StateAs<PublishState>();
        var finished = await github.FinishAsync(state.Made, SettingsOf(input, state), cancellationToken);
        return Settled(finished, FirstCommit.Done(state.Made, state.CommitSha!, state.HasWorkflows, state.PushedAt));
    }

    private FirstCommit CommitOf(PublishGitHubInput input) => new(github, contents, commits, marks, input);

    private static RepositorySettings SettingsOf(PublishGitHubInput input, PublishState state) =>
        HookedBy(input.Settings, state.WebhookUrl);

    /// <summary>The platform hears of pushes and runs where GitHub can reach it.</summary>
    internal static RepositorySettings HookedBy(RepositorySettings settings, Uri? url) =>
        url is null ? settings : settings with { Hooks = [new RepositoryHook(url, DeliveryHookEvents.All)] };

    internal static ActionTurn Settled(Result<SettingsOutcome> outcome, ActionTurn then) =>
        outcome.IsOk ? then.Saying([.. outcome.Value.Warnings]) : ActionTurn.Failed(outcome.Problems);

    /// <param name="WebhookUrl">As it was when the step began: a restart at another address must not make a second hook.</param>
    private sealed record PublishState(
        int Files,
        bool HasWorkflows,
        Uri? WebhookUrl,
        RepositoryHandle? Handle = null,
        string? CommitSha = null,
        DateTimeOffset PushedAt = default)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public RepositoryHandle Made => Handle ?? throw new InvalidOperationException("The repository is created first.");
    }

    /// <param name="Chunk">Of files to upload; null for the settings.</param>
    private sealed record PublishPart(int? Chunk);

    private sealed record Made(RepositoryName Repository, RepositoryHandle? Handle = null, string? CommitSha = null);
}
