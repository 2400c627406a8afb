using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Verifying;

/// <summary>
/// The last step of every task that published workflows: a service whose first CI run is red is not a service. A template may
/// name it itself, to go on with what is green. Woken by the webhook of the finished run; looks for itself at growing intervals
/// in case no webhook arrives.
/// </summary>
public sealed class VerifyFirstRunAction(
    ISourceControl github, GitHubSteps steps, ITaskMilestones milestones, TimeProvider clock) : IScaffoldAction
{
    public const string ActionId = "verify:first-ci-run";
    public const string StepId = "verify-first-ci-run";
    public const string RunCompleted = "first-ci-run";

    /// <summary>A run appears some seconds after its push; after 90 s without one, none will come.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);

    /// <summary>A first run builds from nothing and may queue for a runner.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);

    private const int AttemptsForLog = 4;
    private const string Check = "check";

    public string Id => ActionId;

    public string Description => "Waits for the first CI run of a commit and fails when it is red.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Tell the team once its pipeline is green", """
            steps:
              - id: publish
                name: Publish
                action: publish:github
                input:
                  repoUrl: github.com?owner=acme&repo=orders
              - id: ci
                name: Wait for the pipeline
                action: verify:first-ci-run
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  commitHash: ${{ steps.publish.output.commitHash }}
            """),
    ];

    /// <value>What a template says; the step that publishing adds has the repository as it was made instead.</value>
    public JsonObject InputSchema { get; } = ActionSchemas.Parse(
        """
        {
          "type": "object",
          "properties": {
            "repoUrl": {
              "type": "string", "minLength": 1,
              "description": "The repository, as host?owner=OWNER&repo=NAME"
            },
            "commitHash": {
              "type": "string", "pattern": "^[0-9a-f]{40,64}$",
              "description": "The commit whose push started the run"
            }
          },
          "anyOf": [
            { "required": ["repoUrl", "commitHash"] },
            { "required": ["repository", "commit", "pushedAt"] }
          ]
        }
        """);

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "conclusion": { "enum": ["success", "skipped"] },
          "seconds": { "type": "number" },
          "runs": { "type": "array", "items": { "type": "object" } },
          "skippedJobs": { "type": "array", "items": { "type": "string" } },
          "queuedSeconds": { "type": "number" },
          "runSeconds": { "type": "number" }
        }
        """);

    public static FinalStep StepFor(RepositoryHandle repository, string commit, DateTimeOffset pushedAt) =>
        new(StepId, "Verify first CI run", ActionId, new JsonObject
        {
            ["repository"] = JsonSerializer.SerializeToNode(repository, PlatformJson.Options),
            ["commit"] = commit,
            ["pushedAt"] = pushedAt,
        });

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) =>
        call.Stage switch
        {
            ActionCall.Start => RunOf(task, call) is { IsOk: false } wrong ? ActionTurn.Failed(wrong.Problems) : WaitFor(poll: 0),
            Check => await CheckAsync(task, call, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing.");

    private async Task<ActionTurn> CheckAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (repository, commit, pushedAt) = RunOf(task, call).Value!;
        var noticedAt = NoticedAt(call);
        var found = await github.FindRunsAsync(repository, commit, cancellationToken);
        if (!found.IsOk)
        {
            return ActionTurn.Failed(found.Problems);
        }

        var runs = found.Value;
        if (runs.Any(run => run.IsCompleted && FirstRunReport.IsRed(run)))
        {
            return await FailAsync(repository, runs, call.Attempt, cancellationToken);
        }

        if (runs.Count > 0 && runs.All(run => run.IsCompleted))
        {
            var report = FirstRunReport.Of(runs, noticedAt - pushedAt);
            if (report.Conclusion == "success")
            {
                var endedAt = runs.SelectMany(run => run.Jobs).Max(job => job.CompletedAt) ?? noticedAt;
                await milestones.RecordAsync(
                    task.Id, Milestone.FirstCiGreen, endedAt, runs[0].HtmlUrl.AbsoluteUri, cancellationToken);
            }

            return ActionTurn.Done(report).Saying([.. runs.Select(FirstRunReport.Sentence)]);
        }

        var waited = clock.GetUtcNow() - call.Step.StartedAt;
        return runs.Count == 0 && waited > LongestSilence ? ActionTurn.Failed(NoRun(repository))
            : waited > LongestRun ? ActionTurn.Failed(NoEnd(runs.First(run => !run.IsCompleted)))
            : WaitFor(call.State!.GetValue<int>()).Saying(
                [.. runs.Where(run => !run.IsCompleted).Select(FirstRunReport.Sentence)]);
    }

    private async Task<ActionTurn> FailAsync(
        RepositoryName repository, IReadOnlyList<WorkflowRunSummary> runs, int attempt, CancellationToken cancellationToken)
    {
        var red = runs.First(run => run.IsCompleted && FirstRunReport.IsRed(run));
        var job = red.Jobs.FirstOrDefault(FirstRunReport.IsRed);
        var turn = ActionTurn.Failed(FirstRunReport.Problem(red, job));
        if (job is null)
        {
            return turn;
        }

        try
        {
            var log = await github.ReadJobLogAsync(repository, job.Id, FirstRunReport.LogTailLines, cancellationToken);
            return log.IsOk ? turn.Saying($"The end of the log of job '{job.Name}':\n{log.Value}") : turn;
        }
        catch (TransientSourceControlException) when (attempt >= AttemptsForLog)
        {
            // That the run is red is the news; its log is a courtesy.
            return turn;
        }
    }

    // The event's payload is the moment at which its webhook came; without an event, this look is what noticed.
    private DateTimeOffset NoticedAt(ActionCall call) =>
        call.Results is [JsonValue payload]
            && DateTimeOffset.TryParse(payload.ToString(), CultureInfo.InvariantCulture, out var at)
            ? at
            : clock.GetUtcNow();

    // 1, 1.5, 2.25, ... at most 15 s: even without its webhook a run of seconds is noticed at once; 10 minutes cost 45 looks.
    private static ActionTurn WaitFor(int poll) =>
        ActionTurn.Wait(RunCompleted, TimeSpan.FromSeconds(Math.Min(15, Math.Pow(1.5, poll))), Check, JsonValue.Create(poll + 1));

    private Result<AwaitedRun> RunOf(ScaffoldTask task, ActionCall call)
    {
        if (call.Input["repository"] is { } made)
        {
            return new AwaitedRun(
                PlatformJson.Deserialize<RepositoryHandle>(made.ToJsonString()).Repository,
                call.Input["commit"]!.GetValue<string>(),
                call.Input["pushedAt"]!.GetValue<DateTimeOffset>());
        }

        var repository = steps.Target(task, call);
        return repository.IsOk
            ? new AwaitedRun(repository.Value, call.Input.Text("commitHash")!, call.Step.StartedAt)
            : Result<AwaitedRun>.Failed(repository.Problems);
    }

    private sealed record AwaitedRun(RepositoryName Repository, string Commit, DateTimeOffset PushedAt);

    private static Problem NoRun(RepositoryName repository) => new(
        "ci-run-missing",
        $"The push to {repository} started no CI run within {LongestSilence.TotalSeconds} s.",
        Expected: "Actions enabled for the repository, and a workflow that runs on push to its default branch");

    private static Problem NoEnd(WorkflowRunSummary run) => new(
        "ci-run-timeout", $"CI run '{run.Name}' is {run.Status} after {LongestRun.TotalMinutes} minutes: {run.HtmlUrl}");
}
