using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>To whom a component belonged, and when.</summary>
public sealed class Ownership
{
    private readonly List<(DateTimeOffset From, Owner Owner)> _known;

    private Ownership(List<(DateTimeOffset From, Owner Owner)> known) => _known = known;

    /// <param name="initial">What the catalog says; it holds until an event says otherwise.</param>
    public static Ownership Of(Owner? initial, IEnumerable<DeliveryEvent> events)
    {
        var known = new List<(DateTimeOffset, Owner)>();
        var owner = initial ?? new(null, null);
        if (initial is not null)
        {
            known.Add((DateTimeOffset.MinValue, initial));
        }

        foreach (var told in EventOrder.Sort(events))
        {
            var (team, system) = told.Notice switch
            {
                OwnershipNotice notice => (notice.Team, notice.System),
                DeploymentNotice notice => (notice.Team, notice.System),
                _ => (null, null),
            };
            if (team is not null || system is not null)
            {
                var said = new Owner(team ?? owner.Team, system ?? owner.System);
                if (known.Count == 0 || said != owner)
                {
                    known.Add((told.At, owner = said));
                }
            }
        }

        return new(known);
    }

    /// <returns>The owner at an instant. Before anything is known the first known owner is taken.</returns>
    public Owner At(DateTimeOffset instant)
    {
        var (low, high) = (0, _known.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _known[middle].From <= instant ? (middle + 1, high) : (low, middle);
        }

        return _known.Count == 0 ? Owner.Unknown : _known[Math.Max(low - 1, 0)].Owner;
    }

    public Owner Current => _known.Count == 0 ? Owner.Unknown : _known[^1].Owner;
}

public sealed record Owner(string? Team, string? System)
{
    public static readonly Owner Unknown = new(null, null);
}
