using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Ledger;

/// <summary>What new events touch.</summary>
/// <param name="Rebuilt">Everything is touched: another event stands for one that was told before.</param>
internal sealed record LogChanges(
    IReadOnlyList<string> Repositories, IReadOnlyList<EntityRef> Components, bool Unassigned, bool Rebuilt);

/// <summary>Keeps events once, by component and by repository, and knows which of those belong together.</summary>
internal sealed class EventLog
{
    private readonly Dictionary<(string Source, string Id), DeliveryEvent> _events = [];
    private readonly IReadOnlyList<CatalogComponent> _catalog;
    private LogParts _parts;
    private bool _rebuild;

    public EventLog(IReadOnlyList<CatalogComponent> catalog)
    {
        _catalog = catalog;
        _parts = NewParts();
    }

    public int Count => _events.Count;

    public DateTimeOffset? LastAt { get; private set; }

    public IReadOnlyCollection<DeliveryEvent> Unassigned => _parts.Unassigned;

    public RecordOutcome Add(DeliveryEvent told)
    {
        var key = (told.Source, told.Id);
        if (_events.TryAdd(key, told))
        {
            LastAt = LastAt > told.At ? LastAt : told.At;
            _parts.Add(told);
            return RecordOutcome.Recorded;
        }

        var known = _events[key];
        var (before, now) = (known.Statement(), told.Statement());
        if (before == now)
        {
            return RecordOutcome.Repeated;
        }

        // Which one stands must not depend on which came first.
        if (told.At < known.At || (told.At == known.At && string.CompareOrdinal(now, before) < 0))
        {
            _events[key] = told;
            _rebuild = true;
        }

        return RecordOutcome.IdReused;
    }

    public IReadOnlyCollection<DeliveryEvent> OfComponent(EntityRef component) => _parts.OfComponent(component.Canonical);

    public IReadOnlyCollection<DeliveryEvent> OfRepository(string repository) => _parts.OfRepository(repository);

    public IEnumerable<string> RepositoriesOf(EntityRef component) => _parts.RepositoriesOf(component.Canonical);

    public ChangeSet? Artifact(string artifactId) => _parts.Artifact(artifactId);

    public LogChanges TakeChanges()
    {
        var rebuilt = _rebuild;
        if (rebuilt)
        {
            _rebuild = false;
            _parts = NewParts();
            LastAt = null;
            foreach (var told in _events.Values)
            {
                LastAt = LastAt > told.At ? LastAt : told.At;
                _parts.Add(told);
            }
        }

        return _parts.TakeChanges(rebuilt);
    }

    private LogParts NewParts()
    {
        var parts = new LogParts();
        foreach (var component in _catalog.Where(component => component.RepoUrl is not null))
        {
            parts.Link(component.Component, Repositories.Normalize(component.RepoUrl));
        }

        return parts;
    }
}
