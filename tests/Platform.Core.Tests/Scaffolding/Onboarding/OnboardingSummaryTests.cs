using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Tests.Scaffolding.Onboarding;

public sealed class OnboardingSummaryTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Services_that_wait_are_counted_and_not_left_out()
    {
        // In production after 1, 2 and 3 hours; one waits for 4, one for 10.
        var summary = Summary(Service(50, 1), Service(50, 2), Service(50, 3), Service(4, null), Service(10, null));

        var production = Of(summary, Milestone.ProductionDeployed);
        Assert.Equal((3, 2), (production.Reached, production.Censored));
        Assert.Equal(TimeSpan.FromHours(3).TotalSeconds, production.MedianSeconds);
        Assert.Null(production.P90Seconds);
        Assert.Null(production.Reason);
        Assert.Equal(0.4, summary.WithinTarget);
    }

    [Fact]
    public void A_service_that_waits_for_less_than_the_others_took_says_nothing_yet()
    {
        var summary = Summary(Service(50, 3), Service(50, 3), Service(1, null));

        Assert.Equal(TimeSpan.FromHours(3).TotalSeconds, Of(summary, Milestone.ProductionDeployed).MedianSeconds);
        Assert.Equal(0, summary.WithinTarget);
    }

    [Fact]
    public void Without_a_median_there_is_a_reason()
    {
        Assert.Equal(
            "there is no such service in the window", Of(Summary(), Milestone.ProductionDeployed).Reason);
        Assert.Equal("none has reached it yet", Of(Summary(Service(1, null)), Milestone.ProductionDeployed).Reason);
        Assert.Equal(
            "too many still wait for half of them to be known",
            Of(Summary(Service(50, 1), Service(50, null), Service(50, null)), Milestone.ProductionDeployed).Reason);
        Assert.Null(Summary().WithinTarget);
    }

    [Fact]
    public void A_request_without_a_repository_counts_for_the_repository_only()
    {
        var failed = Service(5, null) with { Milestones = new Dictionary<Milestone, Reached>() };
        var summary = Summary(failed, Service(50, 1));

        Assert.Equal((2, 1), (summary.Requests, summary.Repositories));
        Assert.Equal(1, Of(summary, Milestone.RepositoryCreated).Censored);
        Assert.Equal(0, Of(summary, Milestone.ProductionDeployed).Censored);
    }

    private static MilestoneSummary Of(OnboardingSummary summary, Milestone milestone) =>
        summary.Milestones.Single(one => one.Milestone == milestone);

    private static OnboardingSummary Summary(params OnboardingRecord[] records) =>
        OnboardingSummary.Of(Now.AddDays(-30), Now, null, records, Now);

    private static OnboardingRecord Service(double hoursAgo, double? productionAfterHours)
    {
        var requested = Now.AddHours(-hoursAgo);
        var milestones = new Dictionary<Milestone, Reached> { [Milestone.RepositoryCreated] = new(requested.AddMinutes(1), "r") };
        if (productionAfterHours is { } hours)
        {
            milestones[Milestone.ProductionDeployed] = new(requested.AddHours(hours), "event");
        }

        return new(TaskId.New(TimeProvider.System), EntityRef.Parse("template:default/x"), null, requested, milestones);
    }
}
