using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// <c>publish:github:pull-request</c>: the workspace's files become one commit on a branch, and a pull request. Plan, upload,
/// commit, push, open; where the branch stood before is in the history before it moves, so that it can go back.
/// </summary>
public sealed class PullRequestAction(
    GitHubSteps steps, IRepositoryCommits commits, IPullRequests pulls, IContentStore contents, RepositoryMarks marks)
    : IScaffoldAction
{
    private const string Upload = "upload";
    private const string Commit = "commit";
    private const string Push = "push";
    private const string Open = "open";

    private const string Descriptor = "catalog-info.yaml";

    private const string Goodbye = "The task that opened this pull request has failed and takes back what it made.";

    public string Id => "publish:github:pull-request";

    public string Description => "Proposes the workspace's files to a repository in a pull request.";

    public IReadOnlyList<ActionExample> Examples { get; } = PullRequestExamples.All;

    public JsonObject InputSchema { get; } = PullRequestInput.Schema();

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "remoteUrl": { "type": "string", "examples": ["https://github.com/acme/orders/pull/42"] },
          "pullRequestNumber": { "type": "number", "examples": [42] },
          "targetBranchName": { "type": "string", "examples": ["main"] }
        }
        """);

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (target, input) = (steps.Target(task, call), PullRequestInput.Read(call.Input));
        if (!target.IsOk || !input.IsOk)
        {
            return ActionTurn.Failed([.. target.Problems, .. input.Problems]);
        }

        steps.ActFor(task, call);
        var turn = new PullRequestTurn(task, call, target.Value, input.Value);
        return call.Stage switch
        {
            ActionCall.Start => await PlanAsync(turn, cancellationToken),
            Upload => await UploadAsync(turn, cancellationToken),
            Commit => await CommitAsync(turn, cancellationToken),
            Push => await PushAsync(turn, cancellationToken),
            Open => await OpenAsync(turn, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
    }

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (target, input) = (steps.Target(task, call), PullRequestInput.Read(call.Input));
        if (!target.IsOk || !input.IsOk)
        {
            return ActionTurn.Failed([.. target.Problems, .. input.Problems]);
        }

        steps.ActFor(task, call);
        var files = await FilesOf(input.Value).FilesAsync(call.Workspace, cancellationToken);
        var repository = await steps.FindAsync(target.Value, cancellationToken);
        var into = input.Value.Into ?? repository.Value?.DefaultBranch ?? "main";
        var would = ActionTurn.Done(new JsonObject
        {
            ["remoteUrl"] = $"https://github.com/{target.Value}/pull/42",
            ["pullRequestNumber"] = 42,
            ["targetBranchName"] = into,
        }).Saying($"Would propose {files.Count} files on branch {input.Value.Branch} to {into} of {target.Value}");
        if (!repository.IsOk)
        {
            return would;
        }

        var tip = await commits.TipAsync(target.Value, input.Value.Branch, cancellationToken);
        return !tip.IsOk ? ActionTurn.Failed(tip.Problems)
            : tip.Value.Sha is not null && !input.Value.IsUpdate ? ActionTurn.Failed(Taken(target.Value, input.Value.Branch))
            : would;
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        return await new PullRequestUndo(commits, pulls, Goodbye).RunAsync(call.UndoAs<MadePullRequest>(), cancellationToken);
    }

    private async Task<ActionTurn> PlanAsync(PullRequestTurn turn, CancellationToken cancellationToken)
    {
        var (name, input) = (turn.Repository, turn.Input);
        var repository = await steps.FindAsync(name, cancellationToken);
        if (!repository.IsOk)
        {
            return steps.NotFound(turn.Call, repository.Problems);
        }

        var into = input.Into ?? repository.Value.DefaultBranch;
        var target = await commits.TipAsync(name, into, cancellationToken);
        var branch = await commits.TipAsync(name, input.Branch, cancellationToken);
        if (!target.IsOk || !branch.IsOk)
        {
            return ActionTurn.Failed([.. target.Problems, .. branch.Problems]);
        }

        if (target.Value.Sha is not { } onto)
        {
            return ActionTurn.Failed(new Problem(
                "branch-missing", $"{name} has no branch {into}.", "targetBranchName", into, "a branch of the repository"));
        }

        var isOurs = branch.Value.Sha is not null && branch.Value.Is(turn.RequestOf([]));
        if (branch.Value.Sha is not null && !isOurs && !input.IsUpdate)
        {
            return ActionTurn.Failed(Taken(name, input.Branch));
        }

        // A branch that this task has left behind in another run is made anew.
        var before = isOurs && !input.IsUpdate ? null : branch.Value.Sha;
        var open = before is null ? null : (await pulls.ListAsync(name, input.Branch, cancellationToken)).Value?
            .FirstOrDefault(pull => pull.IsOpen);
        var files = await FilesOf(input).FilesAsync(turn.Call.Workspace, cancellationToken);
        if (files.Count == 0 && !input.WhenEmpty)
        {
            return Nothing(into);
        }

        var plan = new PullRequestPlan(into, onto, branch.Value.Sha, before, open?.Number);
        var made = new MadePullRequest(name, input.Branch, before, HadPull: open is not null);
        return ActionTurn.FanOut(Upload, WorkspaceUpload.PartsOf(files.Count), Commit, plan).WithUndo(made);
    }

    private async Task<ActionTurn> UploadAsync(PullRequestTurn turn, CancellationToken cancellationToken)
    {
        var uploaded = await FilesOf(turn.Input).UploadAsync(
            turn.Call.Workspace!,
            turn.Call.ItemAs<int>(),
            content => commits.UploadBlobAsync(turn.Repository, content, cancellationToken),
            cancellationToken);
        return uploaded.IsOk ? ActionTurn.Done(uploaded.Value) : ActionTurn.Failed(uploaded.Problems);
    }

    private async Task<ActionTurn> CommitAsync(PullRequestTurn turn, CancellationToken cancellationToken)
    {
        var plan = turn.Plan;
        var uploaded = turn.Call.ResultsAs<Dictionary<string, string>>().SelectMany(part => part).ToDictionary();
        var entries = await FilesOf(turn.Input).EntriesAsync(turn.Call.Workspace, uploaded, cancellationToken);
        entries = await MarkedAsync(turn, entries, cancellationToken);
        var commit = await commits.CommitAsync(
            turn.Repository, turn.RequestOf(entries), plan.Before ?? plan.Onto, cancellationToken);
        if (!commit.IsOk)
        {
            return ActionTurn.Failed(commit.Problems);
        }

        if (commit.Value.ChangesNothing && !turn.Input.WhenEmpty && plan.OpenPull is null)
        {
            return Nothing(plan.Into);
        }

        // A branch that has these files already needs no commit that changes nothing.
        var sha = commit.Value.ChangesNothing && plan.Before is { } there ? there : commit.Value.Sha;
        return ActionTurn.Next(Push, plan with { Commit = sha }).WithUndo(turn.Made with { Commit = sha });
    }

    /// <summary>A proposal that brings a descriptor makes a service, which says where it came from.</summary>
    private async Task<IReadOnlyList<CommitEntry>> MarkedAsync(
        PullRequestTurn turn, IReadOnlyList<CommitEntry> entries, CancellationToken cancellationToken)
    {
        if (!entries.Any(entry => entry.Path == $"{turn.Input.TargetPath}{Descriptor}"))
        {
            return entries;
        }

        var files = await FilesOf(turn.Input).FilesAsync(turn.Call.Workspace, cancellationToken);
        var mark = await marks.MarkAsync(
            turn.Task, turn.Repository, turn.Input.TargetPath, files, turn.Input.SourcePath, cancellationToken);
        var text = Encoding.UTF8.GetString(mark.Content.Span);
        return [.. entries.Where(entry => entry.Path != mark.Path), CommitEntry.Inline(mark.Path, mark.Mode, text)];
    }

    private async Task<ActionTurn> PushAsync(PullRequestTurn turn, CancellationToken cancellationToken)
    {
        var plan = turn.Plan;
        var moved = await commits.MoveAsync(turn.Repository, turn.Input.Branch, plan.There, plan.Commit, cancellationToken);
        return moved.IsOk
            ? ActionTurn.Next(Open, plan).Saying($"Pushed {plan.Commit![..7]} to {turn.Input.Branch} of {turn.Repository}")
            : ActionTurn.Failed(moved.Problems);
    }

    private async Task<ActionTurn> OpenAsync(PullRequestTurn turn, CancellationToken cancellationToken)
    {
        var (name, input, plan) = (turn.Repository, turn.Input, turn.Plan);
        var body = TaskMark.Append(input.Description, TaskMark.Of(turn.Task.Id, turn.Call.Step));
        var opened = await pulls.OpenAsync(
            name, new(input.Branch, plan.Into, input.Title, body, input.IsDraft), cancellationToken);
        var changed = opened.IsOk && plan.OpenPull is not null
            ? await pulls.ChangeAsync(name, opened.Value.Number, input.Title, body, cancellationToken)
            : Unit.Value;
        if (!opened.IsOk || !changed.IsOk)
        {
            return ActionTurn.Failed([.. opened.Problems, .. changed.Problems]);
        }

        // Whom to ask is a courtesy, as in Backstage: the proposal stands without it.
        var asked = await pulls.AskAsync(name, opened.Value.Number, input.People, cancellationToken);
        return ActionTurn.Done(new
        {
            remoteUrl = opened.Value.HtmlUrl,
            pullRequestNumber = opened.Value.Number,
            targetBranchName = plan.Into,
        })
            .WithUndo(turn.Made with { Commit = plan.Commit })
            .Saying($"Opened {opened.Value.HtmlUrl}")
            .Saying([.. asked.Problems.Select(problem => $"Not everybody was asked: {problem.Message}")]);
    }

    private WorkspaceUpload FilesOf(PullRequestInput input) =>
        new(contents, input.SourcePath, input.TargetPath, honoursIgnore: true);

    private static ActionTurn Nothing(string into) => ActionTurn.Done(new { targetBranchName = into })
        .Saying("Nothing changes, so no pull request was opened");

    private static Problem Taken(RepositoryName repository, string branch) => new(
        PullRequestProblems.BranchTaken,
        $"{repository} has a branch {branch} already, which this task has not made; it was left as it is.",
        "branchName", branch, "a new branch, or update: true");
}
