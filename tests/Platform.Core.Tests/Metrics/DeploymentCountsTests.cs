using CsCheck;
using Platform.Core.Metrics;
using Platform.Core.Primitives;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics;

public sealed class DeploymentCountsTests
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(DeploymentFactBuilder.Noon.DateTime);

    private static readonly Gen<DeploymentFact> Facts =
        from id in Gen.Int[1, 40]
        let random = new Random(id)
        select DeploymentFactBuilder.Of("orders", $"{id}") with
        {
            Kind = (DeploymentKind)random.Next(3),
            Result = (DeploymentResult)random.Next(2),
            Environment = $"env-{random.Next(4)}",
        };

    [Fact]
    public void Order_and_repetition_make_no_difference_to_a_byte() => Facts.Array[0, 60].Sample(facts =>
    {
        var shuffled = facts.Concat(facts.Take(3)).ToArray();
        new Random(facts.Length).Shuffle(shuffled);

        return PlatformJson.Serialize(DeploymentCounts.Of(Day, facts)) == PlatformJson.Serialize(
            DeploymentCounts.Of(Day, shuffled));
    });

    [Fact]
    public void Tallies_of_two_sets_add_up() => Gen.Select(Facts.Array[0, 20], Facts.Array[0, 20]).Sample((left, right) =>
        DeploymentTally.Of([.. left, .. right]) == DeploymentTally.Of(left) + DeploymentTally.Of(right));

    [Fact]
    public void The_total_is_the_sum_of_the_environments() => Facts.Array[0, 60].Sample(facts =>
    {
        var counts = DeploymentCounts.Of(Day, facts);
        return counts.Environments.Values.Aggregate(DeploymentTally.None, (sum, part) => sum + part) == counts.Total;
    });

    [Fact]
    public void A_rollback_is_a_deployment_and_a_failure_is_none()
    {
        var counts = DeploymentCounts.Of(Day, [
            DeploymentFactBuilder.Of("orders", "1"),
            DeploymentFactBuilder.Of("orders", "2") with { Kind = DeploymentKind.RolledBack },
            DeploymentFactBuilder.Of("orders", "3") with { Result = DeploymentResult.Failure, Kind = DeploymentKind.RolledBack },
        ]);

        Assert.Equal(new DeploymentTally(Deployments: 2, Rollbacks: 1, Failures: 1), counts.Total);
    }
}
