using System.Collections.Frozen;

namespace Platform.Core.Metrics.Space;

/// <summary>All figures of SPACE by name.</summary>
public static class SpaceMetrics
{
    /// <summary>What OpenMetrics' names begin with.</summary>
    public const string Prefix = "platform_space";

    public const string Favourable = "satisfaction.percentFavourable";
    public const string ChangeFailRate = "performance.changeFailRate";
    public const string RecoveryTime = "performance.failedDeploymentRecoveryTime";
    public const string ReworkRate = "performance.deploymentReworkRate";
    public const string DeploymentFrequency = "activity.deploymentFrequency";
    public const string ChangesMerged = "activity.changesMerged";
    public const string Reviews = "activity.reviews";
    public const string PickupTime = "communication.pickupTime";
    public const string ReviewTime = "communication.reviewTime";
    public const string TimeToMerge = "communication.timeToMerge";
    public const string ReviewedChanges = "communication.reviewedChanges";
    public const string ReviewSpread = "communication.reviewSpread";
    public const string LeadTime = "efficiency.changeLeadTime";
    public const string ChangeSize = "efficiency.changeSize";
    public const string Handoffs = "efficiency.handoffs";
    public const string OpenChanges = "efficiency.openChanges";
    public const string OpenChangesAge = "efficiency.openChangesAge";
    public const string Interrupts = "efficiency.interrupts";
    public const string AfterHours = "efficiency.interruptsAfterHours";

    private static readonly FrozenDictionary<string, string> Helps = new Dictionary<string, string>
    {
        [Favourable] = "Percent of answers of 4 and 5 to questions about satisfaction, in the last round that closed.",
        [ChangeFailRate] = "Failed deployments to all deployments.",
        [RecoveryTime] = "The time from a failed deployment to its recovery, the median.",
        [ReworkRate] = "Deployments that production forced to all deployments.",
        [DeploymentFrequency] = "Deployments to production a day.",
        [ChangesMerged] = "Changes that were merged.",
        [Reviews] = "Reviews that merged changes got from others than their authors.",
        [PickupTime] = "The time from a change that is ready to its first review, the median of deployed changes.",
        [ReviewTime] = "The time from the first review to the merge, the median of deployed changes.",
        [TimeToMerge] = "The time from an opened change to its merge, the median.",
        [ReviewedChanges] = "Merged changes that somebody else reviewed to all merged changes.",
        [ReviewSpread] = "How unequally reviews are spread over reviewers: Gini's coefficient, 0 for equally.",
        [LeadTime] = "The time from the first commit to production, the median.",
        [ChangeSize] = "Lines that a merged change adds and removes, the median.",
        [Handoffs] = "How often a merged change goes from its author to reviewers and back, the mean.",
        [OpenChanges] = "Changes that are neither merged nor given up.",
        [OpenChangesAge] = "The age of changes that are neither merged nor given up, the median.",
        [Interrupts] = "Incidents a day.",
        [AfterHours] = "Incidents that begin outside of Monday to Friday, eight to six, to all incidents.",
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Helps.Keys;

    /// <returns>Null of a figure that is none of these.</returns>
    public static string? HelpOf(string name) => Helps.GetValueOrDefault(name);
}
