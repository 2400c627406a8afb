using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Catalog.Locations;

/// <summary>What becomes of what was read before, or can't be read for now.</summary>
public sealed partial class LocationReaderTests
{
    [Fact]
    public async Task What_fails_for_now_keeps_nothing_else_from_being_read()
    {
        _repositories["acme/all", "all.yaml"] = Location("targets: [./a/*.yaml, ./b.yaml, ./c.yaml]");
        _repositories["acme/all", "b.yaml"] = "kind: X";
        _repositories["acme/all", "c.yaml"] = "kind: X";
        _repositories.Failing.UnionWith(["tree acme/all main", "file acme/all main b.yaml"]);
        _manifests.Add("github:acme/all:gone.yaml", parent: "github:acme/all:all.yaml");

        var read = await ReadAsync(All);

        Assert.Equal(["all.yaml", "c.yaml"], Paths(read));
        Assert.Equal(TimeSpan.FromSeconds(7), read.RetryAfter);
        Assert.Equal(
            [LocationCodes.Unreadable, LocationCodes.Unreadable], read.Problems.Select(problem => problem.Problem.Code));
    }

    [Fact]
    public async Task What_has_not_changed_is_only_verified()
    {
        _repositories["acme/all", "a/1.yaml"] = "kind: X";
        _repositories["acme/all", "a/2.yaml"] = "kind: Y";
        _manifests.Add("github:acme/all:a/1.yaml", parent: "location:1", tag: ContentHash.Of("kind: X"));
        _manifests.Add("github:acme/all:a/2.yaml", parent: "location:1", tag: "old");

        var read = await ReadAsync("https://github.com/acme/all/blob/main/a/*.yaml");

        Assert.Equal([SourceState.Unchanged, SourceState.Read], read.Readings.Select(reading => reading.State));
        Assert.Single(_repositories.Calls, call => call.StartsWith("blob", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_single_file_is_asked_for_by_the_tag_of_its_last_answer()
    {
        _repositories["acme/all", "all.yaml"] = "kind: X";
        var first = await ReadAsync(All);
        _manifests.Add("github:acme/all:all.yaml", parent: "location:1", tag: first.Readings.Single().ContentTag);

        Assert.Equal(SourceState.Unchanged, (await ReadAsync(All, tags: first.Tags)).Readings.Single().State);
        Assert.Equal(SourceState.Read, (await ReadAsync(All, tags: first.Tags, isForced: true)).Readings.Single().State);
    }

    [Theory]
    [InlineData("other:origin", null, 0)]
    [InlineData("location:1", "url:https://example.com/text", 0)]
    [InlineData("location:1", null, 1)]
    public async Task What_was_read_otherwise_or_had_problems_or_reads_more_is_read_again(
        string origin, string? key, int problems)
    {
        _repositories["acme/all", "a/1.yaml"] = "kind: X";
        _manifests.Add("github:acme/all:a/1.yaml", "location:1", ContentHash.Of("kind: X"), origin, key, problems);

        var read = await ReadAsync("https://github.com/acme/all/blob/main/a/*.yaml");

        Assert.Equal(SourceState.Read, read.Readings.Single().State);
    }

    [Fact]
    public async Task What_is_named_no_more_is_an_orphan_and_what_has_gone_is_missing()
    {
        _repositories["acme/all", "all.yaml"] = Location("targets: [./a/*.yaml, ./b.yaml]");
        _repositories["acme/all", "a/1.yaml"] = "kind: X";
        _repositories["acme/all", "c.yaml"] = "kind: X";
        foreach (var path in new[] { "a/1.yaml", "a/2.yaml", "b.yaml", "c.yaml" })
        {
            _manifests.Add($"github:acme/all:{path}", parent: "github:acme/all:all.yaml");
        }

        var read = await ReadAsync(All);

        Assert.Equal(
            [("all.yaml", SourceState.Read), ("a/1.yaml", SourceState.Read), ("a/2.yaml", SourceState.Missing),
                ("b.yaml", SourceState.Missing), ("c.yaml", SourceState.Orphaned)],
            read.Readings.Select(reading => (reading.Source.Split(':')[^1], reading.State)));
    }

    [Fact]
    public async Task Pushes_to_what_was_read_are_watched_for()
    {
        _repositories["acme/all", "all.yaml"] = Location("targets: [./a/*.yaml]");
        _repositories["acme/all", "a/1.yaml"] = "kind: X";

        Assert.Equal(
            [new("acme/all", "main", "a/*.yaml"), new WatchedPath("acme/all", "main", "all.yaml")],
            (await ReadAsync(All)).Watched);
    }
}
