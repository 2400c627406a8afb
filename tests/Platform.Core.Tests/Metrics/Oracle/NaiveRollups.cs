using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Tests.Metrics.Oracle;

/// <summary>Rollups as plain sums and lists.</summary>
internal sealed class NaiveRollups(IReadOnlyList<DeliveryEvent> told, DoraOptions options)
{
    private readonly List<DeliveryEvent> _ownership =
        [.. told.Where(one => one.Notice is OwnershipNotice).OrderBy(one => one.At)];

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    public Dictionary<(BucketKey, Count), long> Numbers { get; } = [];

    public Dictionary<(BucketKey, Measure), List<long>> Values { get; } = [];

    public void Number(string component, DateTimeOffset at, Count count, long number)
    {
        foreach (var key in number == 0 ? [] : Keys(component, at, OwnerOf(component, at)))
        {
            Numbers[(key, count)] = Numbers.GetValueOrDefault((key, count)) + number;
        }
    }

    public void Value(string component, DateTimeOffset at, Measure measure, long value)
    {
        foreach (var key in Keys(component, at, OwnerOf(component, at)))
        {
            Values.TryAdd((key, measure), []);
            Values[(key, measure)].Add(value);
        }
    }

    public void Unattributed(NaiveIncident incident)
    {
        if (incident.Resolved is null)
        {
            Open(string.Empty, incident.Detected, Measure.IncidentOpenSince, new(incident.Last.Team, null));
        }

        foreach (var key in Keys(string.Empty, incident.Detected, new(incident.Last.Team, null)))
        {
            foreach (var count in (Count[])[Count.IncidentsUnattributed, Count.Interrupts,
                .. IsAfterHours(incident.Detected) ? [Count.InterruptsAfterHours] : Array.Empty<Count>()])
            {
                Numbers[(key, count)] = Numbers.GetValueOrDefault((key, count)) + 1;
            }

            if (incident.Reopened > 0)
            {
                Numbers[(key, Count.IncidentReopenings)] =
                    Numbers.GetValueOrDefault((key, Count.IncidentReopenings)) + incident.Reopened;
            }
        }
    }

    public bool IsAfterHours(DateTimeOffset at)
    {
        var clock = (at + _zone.GetUtcOffset(at)).UtcDateTime;
        return clock.Hour is 18 or 19 or 20 or 21 or 22 or 23 or < 8 || $"{clock.DayOfWeek}".StartsWith('S');
    }

    /// <summary>What hasn't ended, by the time since its day began.</summary>
    public void Open(string component, DateTimeOffset at, Measure measure) =>
        Open(component, at, measure, OwnerOf(component, at));

    public void Open(string component, DateTimeOffset at, Measure measure, Owner owner)
    {
        var midnight = DateTime.SpecifyKind((at + _zone.GetUtcOffset(at)).UtcDateTime.Date, DateTimeKind.Unspecified);
        var start = new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight));
        foreach (var key in Keys(component, at, owner))
        {
            Values.TryAdd((key, measure), []);
            Values[(key, measure)].Add((long)Math.Floor((at - start).TotalMilliseconds));
        }
    }

    private Owner OwnerOf(string component, DateTimeOffset at) => NaiveFacts.OwnerAt(
        _ownership, component, options.OwnershipAsOf == OwnershipAsOf.Now ? DateTimeOffset.MaxValue : at);

    private IEnumerable<BucketKey> Keys(string component, DateTimeOffset at, Owner owner)
    {
        var day = DateOnly.FromDateTime((at + _zone.GetUtcOffset(at)).UtcDateTime);
        Scope?[] scopes =
        [
            new(ScopeKind.Organization, options.Organization),
            component.Length == 0 ? null : new(ScopeKind.Component, component),
            owner.Team is null ? null : new(ScopeKind.Team, owner.Team),
            owner.System is null ? null : new(ScopeKind.System, owner.System),
        ];
        return scopes.OfType<Scope>().Select(scope => new BucketKey(scope, day));
    }
}
