using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Tests.GitHub.Reading;

public sealed class ComparisonTests(ReadingDriver driver) : IClassFixture<ReadingDriver>
{
    private const string Long = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Added_changed_removed_and_renamed_files_are_told_apart()
    {
        var repository = await driver.NewRepositoryAsync();
        var before = await driver.PushAsync(repository, ("same", "x"), ("changed", "1"), ("removed", "2"), ("old/name", Long));
        var after = await driver.PushAsync(
            repository, ("same", "x"), ("changed", "3"), ("added", "4"), ("new/name", Long + "eleven\n"));

        Assert.Equal(
            ["Added added", "Modified changed", "Removed removed", "Renamed new/name < old/name"],
            await ChangesAsync(repository, before, after));
    }

    [Fact]
    public async Task The_way_back_to_an_older_commit_is_the_way_there_undone()
    {
        var repository = await driver.NewRepositoryAsync();
        var older = await driver.PushAsync(repository, ("changed", "1"), ("removed", "2"), ("old/name", Long));
        var newer = await driver.PushAsync(repository, ("changed", "3"), ("added", "4"), ("new/name", Long));

        Assert.Equal(
            ["Added old/name", "Added removed", "Modified changed", "Removed added", "Removed new/name"],
            await ChangesAsync(repository, newer, older));
    }

    [Fact]
    public async Task After_a_forced_push_both_ways_from_the_common_ancestor_count()
    {
        var repository = await driver.NewRepositoryAsync();
        var ancestor = await driver.PushAsync(repository, ("a", "1"), ("b", "1"));
        var lost = await driver.PushAsync(repository, ("a", "2"), ("b", "1"), ("lost", "x"));
        var forced = await driver.Forge.CommitAsync(
            $"repos/{repository}", new() { ["a"] = "1", ["b"] = "2", ["won"] = "y" }, ancestor);

        Assert.Equal(["Added won", "Modified a", "Modified b", "Removed lost"], await ChangesAsync(repository, lost, forced));
    }

    [Fact]
    public async Task The_same_commit_differs_in_nothing()
    {
        var repository = await driver.NewRepositoryAsync();
        var commit = await driver.PushAsync(repository, ("a", "1"));

        Assert.Empty(await ChangesAsync(repository, commit, commit));
    }

    [Fact]
    public async Task Which_of_two_commits_is_the_later_one_is_told()
    {
        var repository = await driver.NewRepositoryAsync();
        var before = await driver.PushAsync(repository, ("a", "1"));
        var after = await driver.PushAsync(repository, ("a", "2"));

        Assert.True((await driver.Reading.CompareAsync(repository, before, after, Cancel)).Value!.IsForward);
        Assert.False((await driver.Reading.CompareAsync(repository, after, before, Cancel)).Value!.IsForward);
    }

    [Fact]
    public async Task More_files_than_a_comparison_shows_can_not_be_told()
    {
        var repository = await driver.NewRepositoryAsync();
        var before = await driver.PushAsync(repository, ("a", "1"));
        var after = await driver.PushAsync(repository, [.. Enumerable.Range(0, 301).Select(i => ($"f{i}", "x"))]);

        await AssertUncomparableAsync(repository, before, after);
    }

    [Fact]
    public async Task A_commit_that_is_gone_and_histories_that_share_nothing_can_not_be_told()
    {
        var repository = await driver.NewRepositoryAsync();
        var commit = await driver.PushAsync(repository, ("a", "1"));
        var stranger = await driver.Forge.CommitAsync($"repos/{repository}", new() { ["a"] = "2" });

        await AssertUncomparableAsync(repository, new string('0', 40), commit);
        await AssertUncomparableAsync(repository, commit, stranger);
    }

    [Fact]
    public async Task A_difference_that_takes_too_long_can_not_be_told()
    {
        var repository = await driver.NewRepositoryAsync();
        var before = await driver.PushAsync(repository, ("a", "1"));
        var after = await driver.PushAsync(repository, ("a", "2"));
        await driver.FaultAsync(repository, "server-error", "/repos/{owner}/{repo}/compare/{basehead}", times: 9);

        await AssertUncomparableAsync(repository, before, after);
    }

    private async Task AssertUncomparableAsync(RepositoryName repository, string from, string to) => Assert.Equal(
        ReadingProblems.Uncomparable,
        Assert.Single((await driver.Reading.CompareAsync(repository, from, to, Cancel)).Problems).Code);

    private async Task<IEnumerable<string>> ChangesAsync(RepositoryName repository, string from, string to) =>
        (await driver.Reading.CompareAsync(repository, from, to, Cancel)).Value!.Changes
            .Select(change => $"{change.Change} {change.Path}{(change.FormerPath is { } former ? $" < {former}" : "")}")
            .Order(StringComparer.Ordinal);
}
