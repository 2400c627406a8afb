using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Gaming;

/// <summary>What a vector's value is, and how it is worked out of sightings and counts of the same days.</summary>
public static class GamingScale
{
    private static readonly Dictionary<GamingVector, (string Meaning, Func<IReadOnlyList<Sighting>, Bucket, double?> Of)>
        Scales = new()
        {
            [GamingVector.RollbacksInFrequency] = ("share of the deployments that were rollbacks", Share(Count.Deployments)),
            [GamingVector.EmptyDeployments] = ("share of the deployments that brought nothing", Share(Count.Deployments)),
            [GamingVector.SplitChanges] = (
                "share of the net deployments that brought commits and no whole change", Share(Count.NetDeployments)),
            [GamingVector.LeadTimeFromMerge] = (
                "seconds before the merge that the chosen start leaves out, on average", Mean),
            [GamingVector.DeployedButOff] = (
                "share of the deployed changes that no release covers", Share(Count.ChangesDeployed)),
            [GamingVector.ClockReset] = ("changes that were there before the dates of their commits", Number),
            [GamingVector.UnfiledFailures] = (
                "share of the deployments that failed without an incident", Share(Count.Deployments)),
            [GamingVector.EarlyResolutions] = (
                "times that incidents were opened again", (seen, _) => seen.Sum(one => one.Weight ?? 1)),
            [GamingVector.RelabelledProduction] = ("deployments to environments whose name says other than their tier", Number),
            [GamingVector.HiddenComponents] = (
                "how many times the median lead time of all changes the component's own is", Mean),
            [GamingVector.Bots] = ("share of the deployments that bots made", Share(Count.Deployments)),
            [GamingVector.Weekends] = (
                "seconds that leaving weekends out would take from these changes, on average; figures use the calendar", Mean),
            [GamingVector.Survivorship] = (
                "share of the merged changes that production hasn't seen for long", Share(Count.ChangesMerged)),
            [GamingVector.EditedHistory] = ("changes of closed days", Number),
        };

    public static string MeaningOf(GamingVector vector) => Scales[vector].Meaning;

    /// <summary>Above it a vector is told.</summary>
    public static double ThresholdOf(GamingVector vector, DoraOptions options) => vector == GamingVector.HiddenComponents
        ? options.GamingThresholds.GetValueOrDefault(vector, DoraOptions.HiddenFactor)
        : options.GamingThresholds.GetValueOrDefault(vector);

    /// <param name="sightings">Of this vector.</param>
    /// <param name="counts">Of the same days and the same scope.</param>
    /// <returns>Null without a sighting.</returns>
    public static double? ValueOf(GamingVector vector, IReadOnlyList<Sighting> sightings, Bucket counts) =>
        sightings.Count == 0 ? null : Scales[vector].Of(sightings, counts);

    private static double? Number(IReadOnlyList<Sighting> seen, Bucket counts) => seen.Count;

    private static double? Mean(IReadOnlyList<Sighting> seen, Bucket counts) => seen.Average(one => one.Weight ?? 0);

    private static Func<IReadOnlyList<Sighting>, Bucket, double?> Share(Count whole) =>
        (seen, counts) => (double)seen.Count / Math.Max(1, counts[whole]);
}
