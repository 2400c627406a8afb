using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>
/// The one order in which events are told: by their time, then by their identity. No two events are equal in it, so facts don't
/// depend on the order of arrival.
/// </summary>
internal sealed class EventOrder : IComparer<DeliveryEvent>
{
    public static readonly EventOrder Instance = new();

    /// <returns>The events in order; the same list when it is in order already.</returns>
    public static IReadOnlyList<DeliveryEvent> Sort(IEnumerable<DeliveryEvent> events)
    {
        var sorted = events as DeliveryEvent[] ?? [.. events];
        for (var i = 1; i < sorted.Length; i++)
        {
            if (Instance.Compare(sorted[i - 1], sorted[i]) > 0)
            {
                sorted = [.. sorted];
                Array.Sort(sorted, Instance);
                break;
            }
        }

        return sorted;
    }

    public int Compare(DeliveryEvent? left, DeliveryEvent? right)
    {
        var byTime = left!.At.CompareTo(right!.At);
        var bySource = byTime != 0 ? byTime : string.CompareOrdinal(left.Source, right.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(left.Id, right.Id);
    }
}
