using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;
using static Platform.TestKit.Metrics.DeliveryStory;

namespace Platform.Adapters.Tests.Storage.Metrics;

/// <summary>What hasn't ended, as the app's own query tells it: of rollups alone, in a zone with days of 23 hours.</summary>
public sealed class OpenWorkTests
{
    private static readonly DoraOptions Options = new() { TimeZone = "Europe/Berlin" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DeliveryStory Base => new DeliveryStory().Push(0, "a", "b", "c").Deploy("a", 1).Deploy("b", 2).Deploy("c", 3);

    [Fact]
    public async Task Open_incidents_are_counted_with_their_ages_and_censor_the_recovery_time()
    {
        var story = Base.Incident("detected", "i", 2.5).Incident("detected", "j", 3.5).Incident("resolved", "j", 4.5)
            .Incident("detected", "k", 9).Incident("resolved", "k", 10).Incident("detected", "k", 11);

        var answer = await AnswerAsync(story, now: At(24 * 100));

        Assert.Equal((2, (24 * 100 - 2.5) * 3600), (answer.Open.Incidents.Count, answer.Open.Incidents.OldestAge));
        Assert.Equal((24 * 100 - 5.75) * 3600, answer.Open.Incidents.MedianAge);
        Assert.Equal((2, (24 * 100 - 2) * 3600), (answer.Open.FailedDeployments.Count, answer.Open.FailedDeployments.OldestAge));
        Assert.Equal((null, 2, NoValue.NoRecoveries), (
            answer.Figures.FailedDeploymentRecoveryTime.Value,
            answer.Figures.FailedDeploymentRecoveryTime.Censored,
            answer.Figures.FailedDeploymentRecoveryTime.Reason));
    }

    [Fact]
    public async Task What_is_merged_and_not_deployed_has_an_age_and_a_share()
    {
        var story = Base.Change("merged", "7", 2.5, new() { ["mergeCommitSha"] = Sha("c") })
            .Change("merged", "8", 5, new() { ["mergeCommitSha"] = Sha("x") });

        var answer = await AnswerAsync(story, now: At(24 * 100));

        Assert.Equal((1, (24 * 100 - 5) * 3600), (answer.Open.UndeployedChanges.Count, answer.Open.UndeployedChanges.OldestAge));
        var deployed = answer.Figures.Coverage.DeployedMerges;
        Assert.Equal((1, 2), (deployed.Numerator, deployed.Denominator));
        Assert.Equal(1, answer.Figures.ChangeLeadTime.Censored);
    }

    [Fact]
    public async Task What_began_before_the_window_is_still_open_and_what_begins_after_it_is_none_of_it()
    {
        var story = Base.Incident("detected", "i", 2.5).Incident("detected", "j", 24 * 20);

        var answer = await AnswerAsync(story, now: At(24 * 100), from: new(2030, 1, 10));

        Assert.Equal(1, answer.Open.Incidents.Count);
        Assert.Equal(NoValue.NoDeployments, answer.Figures.ChangeFailRate.Reason);
    }

    [Fact]
    public async Task Without_releases_the_way_to_the_customer_is_null_with_its_reason_and_no_coverage()
    {
        var figures = (await AnswerAsync(Base, At(24 * 100))).Figures;

        var time = figures.ChangeLeadTimeToCustomer;
        Assert.Equal((null, NoValue.NoReleaseEvents, null), (time.Value, time.Reason, time.Censored));
        Assert.Equal((0, 2), (figures.Coverage.ReleasedChanges.Numerator, figures.Coverage.ReleasedChanges.Denominator));
    }

    [Fact]
    public async Task With_releases_of_something_else_the_reason_is_another()
    {
        var story = Base.Release(4, new() { ["flag"] = "x", ["percentage"] = 50 });
        var time = (await AnswerAsync(story, At(24 * 100))).Figures.ChangeLeadTimeToCustomer;

        Assert.Equal((null, NoValue.NotReleased, 2), (time.Value, time.Reason, time.Censored));
    }

    [Fact]
    public async Task With_nothing_deployed_the_reason_is_that_there_are_no_changes()
    {
        var figures = (await AnswerAsync(Base, At(24 * 100), from: new(2030, 1, 10))).Figures;

        Assert.Equal(NoValue.NoChanges, figures.ChangeLeadTimeToCustomer.Reason);
    }

    private static async Task<DoraAnswer> AnswerAsync(DeliveryStory story, DateTimeOffset now, DateOnly? from = null)
    {
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, Options, clock: new Fixed(now));
        var answers = await metrics.Intake.TakeAsync(
            [.. story.Parsed().Select(told => new BatchItem(string.Empty, DeliveryEventJson.Heard(told)))],
            Cancel);
        Assert.DoesNotContain(answers, answer => answer.Outcome == EventOutcome.Refused);
        Assert.Equal(0, (await metrics.Run.RunAsync(Cancel)).Failed);
        return await metrics.Reading.AnswerAsync(
            new(
                new Scope(ScopeKind.Organization, Options.Organization), from ?? new(2030, 1, 7), new(2030, 1, 20),
                Granularity.Total, Comparison.None),
            Cancel);
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
