using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>What the actions on a repository have in common: which one it is, as whom to work on it, is it there.</summary>
public sealed class GitHubSteps(
    IScaffoldEnvironment environment, IRepositoryReading repositories, ICallIdentity identity, TimeProvider clock)
{
    /// <summary>How long a repository that an earlier step has made may stay unreadable.</summary>
    public static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Checks before anything is called.</summary>
    public Result<RepositoryName> Target(ScaffoldTask task, ActionCall call) =>
        RepositoryOf(call.Input.Text("repoUrl") ?? string.Empty, environment) is var repository
        && TokenInput.Of(task, call) is { IsOk: false } wrong
            ? Result<RepositoryName>.Failed([.. repository.Problems, .. wrong.Problems])
            : repository;

    public static Result<RepositoryName> RepositoryOf(string repoUrl, IScaffoldEnvironment environment)
    {
        var parsed = RepoUrl.Parse(repoUrl);
        return !parsed.IsOk ? Result<RepositoryName>.Failed(parsed.Problems)
            : environment.IsGitHub(parsed.Value.Host) ? parsed.Value.Repository
            : new Problem(
                "repo-host-unknown", $"'{parsed.Value.Host}' is no GitHub of this platform.", "repoUrl", parsed.Value.Host,
                $"github.com or {environment.GitHubHost}");
    }

    /// <summary>For the calls that follow in the caller; for steps whose target was found valid.</summary>
    public void ActFor(ScaffoldTask task, ActionCall call) =>
        identity.ActFor(task.Id.Value, TokenInput.Of(task, call).Value?.Token);

    /// <summary>The same for undoing, which has no token but the platform's.</summary>
    public void ActFor(ScaffoldTask task) => identity.ActFor(task.Id.Value, token: null);

    public async Task<Result<ListedRepository>> FindAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        await repositories.FindAsync(repository, cancellationToken);

    public Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(Pause, clock, cancellationToken);

    /// <summary>A repository that was just made may need seconds until it can be read.</summary>
    public ActionTurn NotFound(ActionCall call, IReadOnlyList<Problem> problems) =>
        problems.All(problem => problem.Code == ReadingProblems.RepositoryNotFound) && Now - call.Step.StartedAt < LongestLag
            ? ActionTurn.Retry(TimeSpan.FromSeconds(1))
            : ActionTurn.Failed(problems);

    /// <summary>Whether this task has made the repository: its first commit says so.</summary>
    public async Task<bool> IsOfTaskAsync(
        ScaffoldTask task, ListedRepository repository, CancellationToken cancellationToken)
    {
        var file = await repositories.FileAsync(
            repository.Name, ScaffoldMarker.Path, repository.DefaultBranch, null, cancellationToken);
        return file.Value?.Text is { } text && ScaffoldMarker.IsOf(text, task.Id);
    }
}
