namespace Platform.Core.Metrics.Rollups;

/// <summary>What is counted. The order is that of the stored rows.</summary>
public enum Count
{
    /// <summary>Successful ones to production, rollbacks included: raw deployment frequency.</summary>
    Deployments,

    /// <summary>Those that brought something new and weren't rollbacks: net deployment frequency.</summary>
    NetDeployments,

    BaselineDeployments,
    BotDeployments,
    BotNetDeployments,

    /// <summary>Those all of whose commits are known.</summary>
    ResolvedDeployments,

    Rollbacks,
    RollbacksOlderVersion,
    RollbacksDeclared,
    RollbacksEqualTree,
    RollbacksRevert,
    Hotfixes,

    /// <summary>Unplanned ones, done because of production.</summary>
    ReworkDeployments,

    /// <summary>Deployments that failed; counted in the period of the deployment.</summary>
    ChangeFailures,

    ChangeFailuresWithIncident,
    ChangeFailuresWithoutIncident,
    ChangeFailuresUnrecovered,

    /// <summary>Rollbacks that failed themselves.</summary>
    FailedRollbacks,

    /// <summary>Attempts that didn't reach production; not among the deployments.</summary>
    FailedAttempts,

    /// <summary>Incidents of deployments; counted in the period of the deployment.</summary>
    Incidents,

    IncidentsUnattributed,
    IncidentReopenings,

    /// <summary>Changes that deployments brought, and commits that came without one.</summary>
    ChangesDeployed,

    /// <summary>Those among them whose way to the customer is known.</summary>
    ChangesReleased,

    /// <summary>Counted in the period of the merge.</summary>
    ChangesMerged,

    ChangesMergedAndDeployed,

    /// <summary>Deployed changes that no release covers, of components that releases are told of.</summary>
    ChangesUnreleased,

    /// <summary>Merged changes that somebody else than their author reviewed; in the period of the merge.</summary>
    ChangesReviewed,

    /// <summary>Reviews that merged changes got, each by somebody else than the author; in the period of the merge.</summary>
    Reviews,

    /// <summary>Incidents that began, of production or of no known environment.</summary>
    Interrupts,

    /// <summary>Those of them that began before eight, from six in the evening on, or on a weekend.</summary>
    InterruptsAfterHours,
}

/// <summary>What is measured, in milliseconds unless said otherwise. The order is that of the stored rows.</summary>
public enum Measure
{
    /// <summary>Counted in the period of the deployment, as all stages of it.</summary>
    ChangeLeadTime,

    /// <summary>That of changes that no bot made.</summary>
    ChangeLeadTimeWithoutBots,

    Coding,
    Pickup,
    Review,
    MergeToDeploy,
    DeployToCustomer,
    ChangeLeadTimeToCustomer,

    /// <summary>Counted in the period of the resolution.</summary>
    FailedDeploymentRecoveryTime,

    /// <summary>Changes in a net deployment; a number, no time.</summary>
    BatchSize,

    /// <summary>
    /// When, since the day began, changes were merged that production doesn't have. This and the two after it are of what hasn't
    /// ended: they stand on the day on which it began.
    /// </summary>
    UndeployedSince,

    /// <summary>When deployments failed that nothing has recovered.</summary>
    UnrecoveredSince,

    /// <summary>When incidents were detected that nobody has resolved.</summary>
    IncidentOpenSince,

    /// <summary>When, since the day began, changes were opened that are neither merged nor given up.</summary>
    ChangeOpenSince,

    /// <summary>From the opened change to the merge; in the period of the merge, as the two after it.</summary>
    TimeToMerge,

    /// <summary>Lines that a merged change added and removed; a number, no time.</summary>
    ChangeSize,

    /// <summary>How often a merged change went from its author to reviewers and back; a number, no time.</summary>
    Handoffs,
}
