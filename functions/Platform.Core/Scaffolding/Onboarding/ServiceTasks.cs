using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>Finds the task that a service came from, by what events know of it.</summary>
public sealed class ServiceTasks(IProvenanceStore records, ICommitIndex commits, ICatalogReader catalog)
{
    private const string GitHub = "github:";

    /// <summary>Tasks that made the repository; whoever made a folder of it can't be told by news of the whole.</summary>
    public async Task<IReadOnlyList<TaskId>> OfRepositoryAsync(
        RepositoryName repository, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(repository, cancellationToken))
            .Where(record => record.Folder.Length == 0).Select(record => record.Task).Distinct()];

    /// <summary>
    /// The task whose commit it is; else the one that made the component's folder; else the one that made the repository. Of
    /// several services in one repository an event without component or commit means none.
    /// </summary>
    public async Task<TaskId?> OfDeploymentAsync(DeploymentNotice deployment, CancellationToken cancellationToken)
    {
        foreach (var sha in deployment.ChangeSets.Select(set => set.CommitSha).OfType<string>())
        {
            if (await commits.FindAsync(sha, cancellationToken) is { } origin)
            {
                return origin.Task;
            }
        }

        if (deployment.Component is { } component
            && await catalog.FindAsync(component, cancellationToken) is { } entity
            && await OfSourceAsync(entity.Source, cancellationToken) is { } made)
        {
            return made;
        }

        foreach (var repository in deployment.ChangeSets.Select(set => NameIn(set.Repository)).OfType<RepositoryName>())
        {
            if (await records.ListAsync(repository, cancellationToken) is [var only])
            {
                return only.Task;
            }
        }

        return null;
    }

    /// <param name="source">Of an entity: <c>github:owner/name:path</c>.</param>
    /// <returns>The newest task that made the innermost folder around the descriptor.</returns>
    public async Task<TaskId?> OfSourceAsync(string source, CancellationToken cancellationToken)
    {
        if (!source.StartsWith(GitHub, StringComparison.Ordinal)
            || source[GitHub.Length..].Split(':', 2) is not [var name, var path]
            || !RepositoryName.TryParse(name, out var repository))
        {
            return null;
        }

        return (await records.ListAsync(repository, cancellationToken))
            .Where(record => path.StartsWith(record.Folder, StringComparison.Ordinal))
            .MaxBy(record => record.Folder.Length)?.Task;
    }

    // github.com/owner/name, as events know repositories.
    private static RepositoryName? NameIn(string repository) =>
        repository.Split('/') is [.., var owner, var name] && RepositoryName.TryCreate(owner, name, out var found) ? found : null;
}
