using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>
/// The one order in which events are told: by their time, then by their identity. No two events are equal in it, so facts don't
/// depend on the order of arrival.
/// </summary>
internal sealed class EventOrder : IComparer<DeliveryEvent>
{
    public static readonly EventOrder Instance = new();

    public int Compare(DeliveryEvent? left, DeliveryEvent? right)
    {
        var byTime = left!.At.CompareTo(right!.At);
        var bySource = byTime != 0 ? byTime : string.CompareOrdinal(left.Source, right.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(left.Id, right.Id);
    }
}
