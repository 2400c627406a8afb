using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Workflows;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>Starts a run for every workflow of a pushed commit that wants the push, or for the one that is dispatched.</summary>
internal sealed class WorkflowStarter(
    ForgeStore store,
    RunStore runs,
    RunEvents events,
    RunExecutor executor,
    BackgroundWork background,
    TimeProvider time) : IRefObserver
{
    private const string Folder = ".github/workflows";

    public void RefChanged(Repository repository, RefChange change)
    {
        var git = repository.Git;
        if (
            change.After is null
            || git.Peel(change.After) is not { } sha
            || git.Commit(sha) is not { } commit
            || PushTrigger.IsSkipped(commit.Message))
        {
            return;
        }

        foreach (var file in Files(git, commit.Tree))
        {
            Start(
                repository,
                change,
                sha,
                commit,
                file.Path,
                Encoding.UTF8.GetString(git.Objects.Read(file.Entry.Sha)!.Content));
        }
    }

    /// <summary>Runs from the start again what was cut short.</summary>
    public void Resume()
    {
        foreach (var run in runs.Unfinished)
        {
            run.Update(data => data with { Status = "queued", Jobs = [] });
            Execute(run);
        }
    }

    /// <returns>Null when the workflow of that branch or tag wants no dispatch, or there is none.</returns>
    public Run? Dispatch(Repository repository, string reference, string path, JsonObject inputs)
    {
        var git = repository.Git;
        if (git.Refs.Read(reference) is not { } target || git.Peel(target) is not { } sha || git.Commit(sha) is not { } commit
            || git.Find(commit.Tree, path) is not { } entry)
        {
            return null;
        }

        var workflow = Workflow.Parse(path, Encoding.UTF8.GetString(git.Objects.Read(entry.Sha)!.Content));
        if (DispatchTrigger.InputsOf(workflow.On) is not { } declared)
        {
            return null;
        }

        return Add(
            repository, new(reference, null, target), sha, commit, path, workflow.Name, null,
            DispatchTrigger.WithDefaults(declared, inputs));
    }

    /// <summary>The path of a workflow that anything has run, by its number.</summary>
    public string? PathOf(Repository repository, long workflowId) =>
        runs.Of(repository).FirstOrDefault(run => run.Data.WorkflowId == workflowId)?.Data.Path;

    private void Start(Repository repository, RefChange change, string sha, Commit commit, string path, string text)
    {
        string name = path,
            problem = "";
        try
        {
            var workflow = Workflow.Parse(path, text);
            if (!PushTrigger.Wants(workflow.On, change, () => ChangedPaths(repository.Git, change, commit)))
            {
                return;
            }

            name = workflow.Name;
        }
        catch (WorkflowException broken)
        {
            problem = broken.Message;
        }

        Add(repository, change, sha, commit, path, name, problem.Length == 0 ? null : problem, null);
    }

    private Run Add(
        Repository repository, RefChange change, string sha, Commit commit, string path, string name, string? problem,
        JsonObject? inputs)
    {
        var now = time.GetUtcNow();
        var run = runs.Add(
            repository,
            (workflowId, number) =>
                new RunData
                {
                    Id = store.Ids.Next(),
                    RepositoryId = repository.Id,
                    WorkflowId = workflowId,
                    Name = name,
                    Path = path,
                    Ref = change.Name,
                    Before = change.Before,
                    Sha = sha,
                    Event = inputs is null ? RunData.PushEvent : RunData.DispatchEvent,
                    Inputs = inputs,
                    Title = commit.Message.Split('\n')[0],
                    Number = number,
                    Problem = problem,
                    CreatedAt = now,
                    UpdatedAt = now,
                },
            path);
        events.Publish(run, "requested");
        Execute(run);
        return run;
    }

    private void Execute(Run run) => background.Run(stopping => executor.ExecuteAsync(run, stopping));

    private static IEnumerable<TreePath> Files(BareRepository git, string tree) =>
        git.Find(tree, Folder) is { Mode: TreeEntry.Directory } folder
            ? git.Walk(folder.Sha, Folder + "/")
                .Where(file =>
                    file.Entry.Type == "blob"
                    && Path.GetExtension(file.Path) is ".yml" or ".yaml"
                    && file.Path.LastIndexOf('/') == Folder.Length)
            : [];

    // A new branch is compared with what its first commit stands on.
    private static IEnumerable<string> ChangedPaths(BareRepository git, RefChange change, Commit commit)
    {
        var before = change.Before ?? (commit.Parents is [var parent, ..] ? parent : null);
        return git.Compare(before is null ? null : git.Commit(before)?.Tree, commit.Tree).All;
    }
}
