using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Ledger;

/// <summary>The log's parts: what an event touches in one of them is known without a look at the others.</summary>
internal sealed class LogParts
{
    private readonly Dictionary<string, List<DeliveryEvent>> _byComponent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DeliveryEvent>> _byRepository = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DeliveryEvent>> _artifacts = new(StringComparer.Ordinal);
    private readonly List<DeliveryEvent> _unassigned = [];
    private readonly RepositoryLinks _links = new();
    private readonly Dictionary<string, EntityRef> _components = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dirtyComponents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dirtyRepositories = new(StringComparer.Ordinal);
    private bool _dirtyUnassigned;

    public IReadOnlyCollection<DeliveryEvent> Unassigned => _unassigned;

    public void Add(DeliveryEvent told)
    {
        switch (told.Notice)
        {
            case DeploymentNotice { Component: { } component } notice:
                AddTo(component, told);
                Link(component, notice);
                break;
            case IncidentNotice { Component: null }:
                _unassigned.Add(told);
                _dirtyUnassigned = true;
                break;
            case ChangeNotice notice:
                if (notice.Component is { } owner)
                {
                    Link(owner, notice.Repository);
                }

                AddToRepository(notice.Repository, told);
                _links.Told(notice.Repository, notice.Commits, notice.HeadSha, notice.MergeCommitSha);
                break;
            case CommitsNotice notice:
                AddToRepository(notice.Repository, told);
                _links.Told(notice.Repository, notice.Commits);
                break;
            case ArtifactNotice notice:
                AddTo(_artifacts, notice.ArtifactId, told);
                _links.Made(notice.ArtifactId, notice.Repository);
                _dirtyRepositories.Add(notice.Repository);
                break;
            case IncidentNotice { Component: { } component }:
                AddTo(component, told);
                break;
            case ReleaseNotice { Component: { } component }:
                AddTo(component, told);
                break;
            case OwnershipNotice { Component: { } component }:
                AddTo(component, told);
                break;
        }
    }

    public void Link(EntityRef component, string repository)
    {
        _links.Link(Know(component), repository);
        _dirtyComponents.Add(component.Canonical);
    }

    public IReadOnlyCollection<DeliveryEvent> OfComponent(string component) => _byComponent[component];

    public IReadOnlyCollection<DeliveryEvent> OfRepository(string repository) =>
        _byRepository.GetValueOrDefault(repository) ?? [];

    public IEnumerable<string> RepositoriesOf(string component) => _links.RepositoriesOf(component);

    /// <summary>What an artifact was made of; by the first event that tells.</summary>
    public ChangeSet? Artifact(string artifactId)
    {
        if (!_artifacts.TryGetValue(artifactId, out var events)
            || events.Min(EventOrder.Instance) is not { Notice: ArtifactNotice made })
        {
            return null;
        }

        if (made.CommitSha is not null)
        {
            return new(made.Repository, made.CommitSha);
        }

        var told = OfRepository(made.Repository)
            .Where(one => one.Notice is ChangeNotice notice && notice.Number == made.Change)
            .Order(EventOrder.Instance).Select(one => (ChangeNotice)one.Notice).ToList();
        var sha = told.FindLast(notice => notice.MergeCommitSha is not null)?.MergeCommitSha
            ?? told.FindLast(notice => notice.HeadSha is not null)?.HeadSha;
        return sha is null ? null : new(made.Repository, sha);
    }

    public LogChanges TakeChanges(bool rebuilt)
    {
        _dirtyComponents.UnionWith(_links.TakeNew());
        foreach (var repository in _dirtyRepositories)
        {
            _dirtyComponents.UnionWith(_links.ComponentsOf(repository));
        }

        var changes = new LogChanges(
            [.. _dirtyRepositories.Order(StringComparer.Ordinal)],
            [.. _dirtyComponents.Order(StringComparer.Ordinal).Select(name => _components[name])],
            _dirtyUnassigned || rebuilt,
            rebuilt);
        _dirtyRepositories.Clear();
        _dirtyComponents.Clear();
        _dirtyUnassigned = false;
        return changes;
    }

    private void Link(EntityRef component, DeploymentNotice notice)
    {
        foreach (var set in notice.ChangeSets)
        {
            if (set.Repository.Length > 0)
            {
                Link(component, set.Repository);
            }

            if (set.CommitSha is { } sha)
            {
                _links.Deployed(component.Canonical, sha);
            }
        }

        if (notice.ArtifactId is { } artifact)
        {
            _links.Used(component.Canonical, artifact);
        }
    }

    private void AddToRepository(string repository, DeliveryEvent told)
    {
        AddTo(_byRepository, repository, told);
        _dirtyRepositories.Add(repository);
    }

    private void AddTo(EntityRef component, DeliveryEvent told)
    {
        _byComponent[Know(component)].Add(told);
        _dirtyComponents.Add(component.Canonical);
    }

    private static void AddTo(Dictionary<string, List<DeliveryEvent>> parts, string name, DeliveryEvent told)
    {
        if (!parts.TryGetValue(name, out var events))
        {
            parts.Add(name, events = []);
        }

        events.Add(told);
    }

    private string Know(EntityRef component)
    {
        if (_components.TryAdd(component.Canonical, component))
        {
            _byComponent.Add(component.Canonical, []);
        }

        return component.Canonical;
    }
}
