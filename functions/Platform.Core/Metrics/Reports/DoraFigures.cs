using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Reports;

/// <param name="Raw">All deployments: what DORA asks for.</param>
/// <param name="Net">Those that brought something new and weren't rollbacks.</param>
/// <param name="RawWithoutBots">Those that somebody, not something, started.</param>
public sealed record DeploymentFrequency(Frequency Raw, Frequency Net, Frequency RawWithoutBots, Frequency NetWithoutBots);

public sealed record LeadTimeStages(
    Durations Coding, Durations Pickup, Durations Review, Durations MergeToDeploy, Durations DeployToCustomer);

/// <param name="WithoutIncident">Failures that nobody reported: known by their repair alone.</param>
public sealed record ChangeFailures(Rate Rate, long Count, long WithIncident, long WithoutIncident, long Unrecovered);

/// <summary>Rollbacks and repairs by how they were recognized; one can be recognized in several ways.</summary>
public sealed record RollbackFigures(
    Rate Rate, long Count, long OlderVersion, long Declared, long EqualTree, long Revert, long Hotfixes);

/// <param name="ResolvedDeployments">Deployments all of whose commits are known.</param>
/// <param name="ReleasedChanges">Changes whose way to the customer is known.</param>
/// <param name="DeployedMerges">Merged changes that were deployed by now.</param>
public sealed record Coverage(Rate ResolvedDeployments, Rate ReleasedChanges, Rate DeployedMerges);

/// <summary>DORA's five metrics and what keeps them honest, of one scope and span.</summary>
public sealed record DoraFigures(
    Durations ChangeLeadTime,
    DeploymentFrequency DeploymentFrequency,
    Durations FailedDeploymentRecoveryTime,
    Rate ChangeFailRate,
    Rate DeploymentReworkRate,
    LeadTimeStages Stages,
    Durations ChangeLeadTimeToCustomer,
    Durations ChangeLeadTimeWithoutBots,
    ChangeFailures ChangeFailures,
    RollbackFigures Rollbacks,
    Coverage Coverage,
    double? MedianBatchSize,
    long Baselines,
    long FailedAttempts,
    long Incidents,
    long IncidentsUnattributed,
    long IncidentReopenings)
{
    /// <param name="bucket">Of all days of the span; null when there is nothing.</param>
    /// <param name="days">How many the span has.</param>
    /// <param name="active">Whether the scope deployed before, in or after the span, so that none is a zero.</param>
    public static DoraFigures Of(Bucket? bucket, int days, bool active, DoraOptions options)
    {
        var found = bucket ?? Bucket.Empty;
        var (deployments, released) = (found[Count.Deployments], found[Count.ChangesReleased]);
        var unreleased = found[Count.ChangesDeployed] == 0 ? NoValue.NoChanges
            : found[Count.ChangesUnreleased] + released > 0 ? NoValue.NotReleased
            : NoValue.NoReleaseEvents;
        return new(
            Of(Measure.ChangeLeadTime, NoValue.NoChanges, found[Count.ChangesMerged] - found[Count.ChangesMergedAndDeployed]),
            new(
                Frequency.Of(deployments, days, active),
                Frequency.Of(found[Count.NetDeployments], days, active),
                Frequency.Of(deployments - found[Count.BotDeployments], days, active),
                Frequency.Of(found[Count.NetDeployments] - found[Count.BotNetDeployments], days, active)),
            Of(Measure.FailedDeploymentRecoveryTime, NoValue.NoRecoveries, found[Count.ChangeFailuresUnrecovered]),
            ChangeFailRateOf(found, options),
            Rate.Of(found[Count.ReworkDeployments], deployments, NoValue.NoDeployments),
            new(
                Of(Measure.Coding, NoValue.NoChanges),
                Of(Measure.Pickup, NoValue.NoChanges),
                Of(Measure.Review, NoValue.NoChanges),
                Of(Measure.MergeToDeploy, NoValue.NoChanges),
                Of(Measure.DeployToCustomer, unreleased)),
            Of(
                Measure.ChangeLeadTimeToCustomer,
                unreleased,
                released + found[Count.ChangesUnreleased] == 0 ? null : found[Count.ChangesDeployed] - released),
            Of(Measure.ChangeLeadTimeWithoutBots, NoValue.NoChanges),
            new(
                Rate.Of(found[Count.ChangeFailures], deployments, NoValue.NoDeployments),
                found[Count.ChangeFailures],
                found[Count.ChangeFailuresWithIncident],
                found[Count.ChangeFailuresWithoutIncident],
                found[Count.ChangeFailuresUnrecovered]),
            new(
                Rate.Of(found[Count.Rollbacks], deployments, NoValue.NoDeployments),
                found[Count.Rollbacks],
                found[Count.RollbacksOlderVersion],
                found[Count.RollbacksDeclared],
                found[Count.RollbacksEqualTree],
                found[Count.RollbacksRevert],
                found[Count.Hotfixes]),
            new(
                Rate.Of(found[Count.ResolvedDeployments], deployments, NoValue.NoDeployments),
                Rate.Of(released, found[Count.ChangesDeployed], NoValue.NoChanges),
                Rate.Of(found[Count.ChangesMergedAndDeployed], found[Count.ChangesMerged], NoValue.NoMerges)),
            found[Measure.BatchSize]?.Quantile(0.5, options.MedianConvention),
            found[Count.BaselineDeployments],
            found[Count.FailedAttempts],
            found[Count.Incidents],
            found[Count.IncidentsUnattributed],
            found[Count.IncidentReopenings]);

        Durations Of(Measure measure, NoValue reason, long? censored = null) =>
            Durations.Of(found[measure], options.MedianConvention, reason, censored);
    }

    private static Rate ChangeFailRateOf(Bucket bucket, DoraOptions options)
    {
        var (deployments, failures) = (bucket[Count.Deployments], bucket[Count.ChangeFailures]);
        var counted = options.ChangeFailCounting == ChangeFailCounting.Incidents ? bucket[Count.Incidents] : failures;
        var (numerator, denominator) = options.ChangeFailDenominator switch
        {
            ChangeFailDenominator.WithoutRollbacks => (
                options.ChangeFailCounting == ChangeFailCounting.Incidents ? counted : counted - bucket[Count.FailedRollbacks],
                deployments - bucket[Count.Rollbacks]),
            ChangeFailDenominator.WithoutFailed => (counted, deployments - failures),
            _ => (counted, deployments),
        };
        return Rate.Of(numerator, denominator, deployments == 0 ? NoValue.NoDeployments : NoValue.NothingToCompare);
    }
}
