using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.TestKit.Metrics.Senders;

namespace Platform.Core.Tests.Metrics.Senders.GitHub;

/// <summary>Pushes, pull requests and reviews.</summary>
public sealed class GitHubChangeTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly HistoryCommit Listed = new(
        GitHubPayload.Head, Noon.AddHours(-5), Noon.AddHours(-4), ["0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"], null,
        "Do it", false);

    [Fact]
    public async Task A_push_tells_its_commits_when_GitHub_heard_of_them()
    {
        var told = Assert.Single(await GitHubPayload.Push().ToldAsync());

        var commit = Assert.Single(Assert.IsType<CommitsNotice>(told.Notice).Commits);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1893456000), told.At);
        Assert.Equal(new DateTimeOffset(2029, 12, 31, 8, 0, 0, TimeSpan.Zero), commit.AuthoredAt);
        Assert.Equal(["0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"], commit.Parents!);
        Assert.Equal(["src/orders/a.cs", "old.txt"], commit.Files!);
    }

    [Fact]
    public async Task A_forced_push_is_not_on_top_of_what_was_there()
    {
        var told = await GitHubPayload.Push().With("forced", true).OneAsync<CommitsNotice>();

        Assert.Null(told.Commits[0].Parents);
    }

    [Fact]
    public async Task What_an_app_has_committed_is_a_bots()
    {
        var told = await GitHubPayload.Push().With("commits.0.author.username", "renovate[bot]").OneAsync<CommitsNotice>();

        Assert.Equal(ActorType.Bot, told.Commits[0].Actor);
    }

    [Fact]
    public async Task A_deleted_branch_has_no_head_and_is_ignored() => Assert.Equal(
        IgnoredReasons.BranchDeleted,
        await GitHubPayload.Push()
            .With("deleted", true).With("after", new string('0', 40)).With("head_commit", null).IgnoredAsync());

    [Fact]
    public async Task A_tag_is_ignored() =>
        Assert.Equal(IgnoredReasons.TagPushed, await GitHubPayload.Push().With("ref", "refs/tags/v1").IgnoredAsync());

    [Fact]
    public async Task Before_the_merge_the_merge_commit_is_only_a_test_and_not_told()
    {
        var told = await GitHubPayload.Pull("synchronize").ToldAsync();

        Assert.All(told, one => Assert.Null(Assert.IsType<ChangeNotice>(one.Notice).MergeCommitSha));
        Assert.Equal([ChangePhase.Created, ChangePhase.Updated], told.Select(one => ((ChangeNotice)one.Notice).Phase));
    }

    [Fact]
    public async Task A_merge_is_told_at_its_time_with_its_commit()
    {
        var told = await Merged().ToldAsync();

        var merged = told.Single(one => ((ChangeNotice)one.Notice).Phase == ChangePhase.Merged);
        Assert.Equal(Noon, merged.At);
        Assert.Equal(GitHubPayload.Merge, ((ChangeNotice)merged.Notice).MergeCommitSha);
        Assert.DoesNotContain(told, one => ((ChangeNotice)one.Notice).Phase == ChangePhase.Abandoned);
    }

    [Fact]
    public async Task Closed_is_not_merged()
    {
        var told = await GitHubPayload.Pull("closed").With("pull_request.closed_at", "2030-01-01T12:00:00Z").ToldAsync();

        Assert.Contains(told, one => ((ChangeNotice)one.Notice).Phase == ChangePhase.Abandoned && one.At == Noon);
        Assert.DoesNotContain(told, one => ((ChangeNotice)one.Notice).Phase == ChangePhase.Merged);
    }

    [Fact]
    public async Task The_commits_that_payloads_leave_out_come_from_the_API()
    {
        var told = await Merged().ToldAsync(history: new ToldHistory { Commits = [Listed] });

        var commit = Assert.Single(told.SelectMany(one => ((ChangeNotice)one.Notice).Commits));
        Assert.Equal((GitHubPayload.Head, Noon.AddHours(-5)), (commit.Sha, commit.AuthoredAt));
    }

    [Fact]
    public async Task While_the_API_is_away_the_rest_is_told_and_the_commits_are_asked_for_again()
    {
        var history = new ToldHistory { Commits = [Listed], IsAway = true };
        var away = Assert.IsType<Translation.Told>(await Merged().TranslateAsync(history: history));

        history.IsAway = false;
        var back = Assert.IsType<Translation.Told>(await Merged().TranslateAsync(history: history));

        Assert.Equal(3, away.Events.Count);
        Assert.NotNull(away.Incomplete);
        Assert.Null(back.Incomplete);
        Assert.Equal(Ids(away), Ids(back).Where(id => !id.Contains("commits", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Signals_of_reverts_and_hotfixes_come_through()
    {
        var told = await GitHubPayload.Pull("opened")
            .With("pull_request.title", "Revert \"Do it\"")
            .With("pull_request.body", "Reverts acme/orders#6")
            .With("pull_request.head.ref", "revert-6-feature")
            .With("pull_request.labels", new JsonArray(new JsonObject { ["name"] = "hotfix" }))
            .ToldAsync();

        var now = told.Select(one => (ChangeNotice)one.Notice).Single(one => one.Phase == ChangePhase.Updated);
        Assert.Equal(
            ("Revert \"Do it\"", "Reverts acme/orders#6", "revert-6-feature", "hotfix"),
            (now.Title, now.Description, now.HeadRef, Assert.Single(now.Labels!)));
    }

    [Fact]
    public async Task Two_changes_within_a_second_are_two_events_and_a_repetition_is_none()
    {
        var one = await GitHubPayload.Pull("labeled").ToldAsync();
        var again = await GitHubPayload.Pull("labeled").ToldAsync();
        var other = await GitHubPayload.Pull("edited").With("pull_request.title", "Do it well").ToldAsync();

        Assert.Equal(one.Select(told => told.Id), again.Select(told => told.Id));
        Assert.Equal([one[0].Id], one.Select(told => told.Id).Intersect(other.Select(told => told.Id)));
    }

    [Fact]
    public async Task What_GitHub_lists_of_a_pull_request_gives_the_same_events_as_its_webhook()
    {
        var webhook = await Merged().With("pull_request.additions", 3).ToldAsync();
        var listed = await Merged().With("pull_request.merged", null).ToldAsync();

        Assert.Equal(webhook.Select(Said), listed.Select(Said));
    }

    [Fact]
    public async Task A_bots_change_is_a_bots()
    {
        var told = await GitHubPayload.Pull("opened").With("pull_request.user.type", "Bot").ToldAsync();

        Assert.All(told, one => Assert.Equal(ActorType.Bot, ((ChangeNotice)one.Notice).Actor));
    }

    [Fact]
    public async Task A_comment_is_a_review_and_a_bots_is_none()
    {
        var told = await GitHubPayload.Review().OneAsync<ChangeNotice>();

        Assert.Equal((ChangePhase.Reviewed, "hubot", "mona"), (told.Phase, told.Reviewer, told.Author));
        Assert.Equal(
            IgnoredReasons.ReviewByBot, await GitHubPayload.Review().With("review.user.type", "Bot").IgnoredAsync());
        Assert.Equal(
            IgnoredReasons.ReviewNotSubmitted, await GitHubPayload.Review().With("action", "dismissed").IgnoredAsync());
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var refused = Assert.IsType<Translation.Refused>(
            await GitHubPayload.Pull("opened").With("pull_request.updated_at", null).TranslateAsync());

        Assert.Equal(["pull_request.updated_at"], refused.Problems.Select(problem => problem.Field));
    }

    private static GitHubPayload Merged() => GitHubPayload.Pull("closed")
        .With("pull_request.merged", true)
        .With("pull_request.merged_at", "2030-01-01T12:00:00Z")
        .With("pull_request.closed_at", "2030-01-01T12:00:00Z");

    private static IEnumerable<string> Ids(Translation.Told told) => GitHubDriver.Read(told).Select(one => one.Id);

    private static string Said(DeliveryEvent told) => $"{told.Id} {told.Statement()}";
}
