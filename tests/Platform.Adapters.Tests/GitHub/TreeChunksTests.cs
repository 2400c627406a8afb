using Platform.Adapters.GitHub;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.Tests.GitHub;

public sealed class TreeChunksTests
{
    [Fact]
    public void An_ordinary_repository_is_one_tree() => Assert.Single(TreeChunks.Of(Files(60, 2_000)));

    [Fact]
    public void More_than_500_files_are_chained_and_none_is_lost()
    {
        var chunks = TreeChunks.Of(Files(1_201, 1)).ToList();

        Assert.Equal([500, 500, 201], chunks.Select(chunk => chunk.Count));
        Assert.Equal(1_201, chunks.SelectMany(chunk => chunk).Select(entry => entry.Path).Distinct().Count());
    }

    [Fact]
    public void More_than_5_MB_of_text_are_chained()
    {
        var chunks = TreeChunks.Of(Files(12, 1_000_000)).ToList();

        Assert.Equal([5, 5, 2], chunks.Select(chunk => chunk.Count));
    }

    [Fact]
    public void The_order_of_the_request_does_not_matter() => Assert.Equal(
        TreeChunks.Of(Files(700, 1)).SelectMany(chunk => chunk).Select(entry => entry.Path),
        TreeChunks.Of(Files(700, 1).Reverse()).SelectMany(chunk => chunk).Select(entry => entry.Path));

    private static IEnumerable<CommitEntry> Files(int count, int size) =>
        Enumerable.Range(0, count).Select(i =>
            CommitEntry.Inline($"folder{i % 7}/file{i:0000}", "100644", new string('x', size)));
}
