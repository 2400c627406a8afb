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
        var found = EventFootprint.Of(told);
        Keep(found, told);
        if (found.Component is { } component)
        {
            foreach (var repository in found.Repositories)
            {
                Link(component, repository);
            }

            foreach (var sha in found.Deployed)
            {
                _links.Deployed(component.Canonical, sha);
            }

            if (found.Used is { } artifact)
            {
                _links.Used(component.Canonical, artifact);
            }
        }

        foreach (var sha in found.Told)
        {
            _links.Told(found.Part.Name, sha);
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

    private void Keep(EventFootprint found, DeliveryEvent told)
    {
        switch (found.Part.Kind)
        {
            case PartKind.Component:
                AddTo(found.Component!, told);
                break;
            case PartKind.Repository:
                AddTo(_byRepository, found.Part.Name, told);
                _dirtyRepositories.Add(found.Part.Name);
                break;
            case PartKind.Artifact:
                AddTo(_artifacts, found.Part.Name, told);
                _links.Made(found.Part.Name, found.Repositories[0]);
                _dirtyRepositories.Add(found.Repositories[0]);
                break;
            case PartKind.Unassigned:
                _unassigned.Add(told);
                _dirtyUnassigned = true;
                break;
        }
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
