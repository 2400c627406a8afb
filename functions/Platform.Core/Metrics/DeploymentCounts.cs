namespace Platform.Core.Metrics;

/// <summary>Counts add up: those of two sets of deployments are the sum of each.</summary>
/// <param name="Deployments">All that succeeded, rollbacks included.</param>
/// <param name="Rollbacks">Those among them that brought an older version back.</param>
/// <param name="Failures">Attempts that did not succeed; not among the deployments.</param>
public sealed record DeploymentTally(int Deployments, int Rollbacks, int Failures)
{
    public static readonly DeploymentTally None = new(0, 0, 0);

    public static DeploymentTally Of(IEnumerable<DeploymentFact> facts) => facts.Aggregate(None, (sum, fact) => sum + Of(fact));

    public static DeploymentTally operator +(DeploymentTally left, DeploymentTally right) => new(
        left.Deployments + right.Deployments, left.Rollbacks + right.Rollbacks, left.Failures + right.Failures);

    private static DeploymentTally Of(DeploymentFact fact) => fact.Result == DeploymentResult.Failure
        ? None with { Failures = 1 }
        : new(1, fact.Kind == DeploymentKind.RolledBack ? 1 : 0, 0);
}

/// <summary>What a component deployed on a day, in all and by environment.</summary>
public sealed record DeploymentCounts(
    DateOnly Day, DeploymentTally Total, IReadOnlyDictionary<string, DeploymentTally> Environments)
{
    /// <summary>
    /// A function of the set of facts: order and repetition make no difference, down to the order of the environments.
    /// </summary>
    public static DeploymentCounts Of(DateOnly day, IEnumerable<DeploymentFact> facts)
    {
        var distinct = facts.DistinctBy(fact => (fact.Source, fact.Id)).ToList();
        var environments = new SortedDictionary<string, DeploymentTally>(StringComparer.Ordinal);
        foreach (var environment in distinct.GroupBy(fact => fact.Environment))
        {
            environments.Add(environment.Key, DeploymentTally.Of(environment));
        }

        return new(day, DeploymentTally.Of(distinct), environments);
    }
}
