using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Ledger;

/// <summary>What was found of a component, and what it comes to on its days.</summary>
public sealed record ComponentCount(ComponentAnalysis Analysis, IReadOnlyDictionary<CellKey, Bucket> Cells);

/// <summary>
/// All events of an organisation's deliveries, in memory, and what follows from them. Events may come in any order and more than
/// once; facts, attributions and rollups depend on the set of them alone. Only what new events touch is computed again.
/// </summary>
public sealed class DeliveryLedger
{
    private readonly DoraOptions _options;
    private readonly DayClock _clock;
    private readonly EnvironmentTiers _tiers;
    private readonly EventLog _events;
    private readonly Dictionary<string, SourceFacts> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ComponentAnalysis> _analyses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogComponent> _catalog;

    public DeliveryLedger(DoraOptions options)
    {
        _options = options;
        _clock = new(options.TimeZone);
        _tiers = new(options.Environments);
        _catalog = options.Components.ToDictionary(component => component.Component.Canonical);
        Book = new(options, _clock);
        _events = new(options.Components);
    }

    public RollupBook Book { get; }

    public int Events => _events.Count;

    /// <value>By component, in order.</value>
    public IReadOnlyCollection<ComponentAnalysis> Analyses => _analyses.Values;

    /// <value>Incidents that name no component; they count for nobody but the organisation and the team they name.</value>
    public IReadOnlyList<AttributedIncident> Unattributed { get; private set; } = [];

    /// <value>The time of the last event.</value>
    public DateTimeOffset? LastEventAt => _events.LastAt;

    public EnvironmentTiers Tiers => _tiers;

    public DayClock Clock => _clock;

    public RecordOutcome Add(DeliveryEvent told) => _events.Add(told);

    /// <summary>Computes what the new events touch, and publishes the rollups.</summary>
    /// <param name="now">Decides which days are closed.</param>
    public void Advance(DateTimeOffset now)
    {
        var changes = _events.TakeChanges();
        if (changes.Rebuilt)
        {
            Forget(changes);
        }

        // Each depends on the events alone; what they come to is taken in their order.
        foreach (var facts in EachOf(
            changes.Repositories, repository => SourceFacts.Of(repository, _events.OfRepository(repository))))
        {
            _sources[facts.Repository] = facts;
        }

        foreach (var (analysis, cells) in EachOf(changes.Components, CountOf))
        {
            _analyses[analysis.Component.Canonical] = analysis;
            Book.Replace(analysis.Component.Canonical, cells);
        }

        if (changes.Unassigned)
        {
            Book.Replace(string.Empty, RecountUnattributed());
        }

        Book.Publish(now);
    }

    /// <summary>One component alone; nothing is published. For ledgers that hold what touches it, and no more.</summary>
    public ComponentCount Recount(EntityRef component)
    {
        foreach (var repository in _events.RepositoriesOf(component))
        {
            _sources[repository] = SourceFacts.Of(repository, _events.OfRepository(repository));
        }

        return CountOf(component);
    }

    /// <summary>What belongs to no component, alone.</summary>
    public IReadOnlyDictionary<CellKey, Bucket> RecountUnattributed()
    {
        Unattributed = [.. Incident.Of(_events.Unassigned).Select(
            incident => new AttributedIncident(incident, null, AttributionReason.NoComponent))];
        return UnattributedCells();
    }

    private static TOut[] EachOf<TIn, TOut>(IReadOnlyList<TIn> items, Func<TIn, TOut> of)
    {
        var found = new TOut[items.Count];
        Parallel.For(0, found.Length, i => found[i] = of(items[i]));
        return found;
    }

    private ComponentCount CountOf(EntityRef component)
    {
        var analysis = ComponentAnalysis.Of(FactsOf(component), _options, environment => _tiers.Of(environment, null));
        return new(analysis, ComponentCells.Of(analysis, _options, _clock));
    }

    // What an event told that no longer stands is not told by another.
    private void Forget(LogChanges changes)
    {
        _sources.Clear();
        var known = changes.Components.Select(component => component.Canonical).ToHashSet();
        foreach (var gone in _analyses.Keys.Where(name => !known.Contains(name)).ToList())
        {
            _analyses.Remove(gone);
            Book.Replace(gone, new Dictionary<CellKey, Bucket>());
        }
    }

    private ComponentFacts FactsOf(EntityRef component)
    {
        var events = EventOrder.Sort(_events.OfComponent(component));
        var known = _catalog.GetValueOrDefault(component.Canonical);
        var initial = known is null || (known.Team is null && known.System is null) ? null : new Owner(known.Team, known.System);
        return new(
            component,
            DeploymentFacts.Of(events, _tiers.Of, _events.Artifact),
            Incident.Of(events),
            [.. events.Where(told => told.Notice is ReleaseNotice release && IsToUsers(release))
                .Select(told => (told.At, (ReleaseNotice)told.Notice))],
            Ownership.Of(initial, events),
            new([.. _events.RepositoriesOf(component).Select(name => _sources.GetValueOrDefault(name)).OfType<SourceFacts>()]),
            new(known?.Paths));
    }

    // What is published in staging reaches no customer.
    private bool IsToUsers(ReleaseNotice release) =>
        release.Environment is null || _tiers.Of(release.Environment, null) == EnvironmentTier.Production;

    private Dictionary<CellKey, Bucket> UnattributedCells()
    {
        var cells = new Dictionary<CellKey, BucketBuilder>();
        foreach (var attributed in Unattributed)
        {
            if (attributed.Incident.ChangeRelated == false)
            {
                continue;
            }

            var key = new CellKey(_clock.DayOf(attributed.Incident.DetectedAt), attributed.Incident.Team, null);
            if (!cells.TryGetValue(key, out var cell))
            {
                cells.Add(key, cell = new(_options.ExactValues, _options.SketchAccuracy));
            }

            cell.Add(Count.Interrupts);
            cell.Add(Count.InterruptsAfterHours, _clock.IsAfterHours(attributed.Incident.DetectedAt) ? 1 : 0);
            cell.Add(Count.IncidentsUnattributed);
            cell.Add(Count.IncidentReopenings, attributed.Incident.Reopenings);
            if (attributed.Incident.ResolvedAt is null)
            {
                cell.Add(Measure.IncidentOpenSince, _clock.SinceStart(attributed.Incident.DetectedAt));
            }
        }

        return cells.ToDictionary(cell => cell.Key, cell => cell.Value.Build());
    }
}
