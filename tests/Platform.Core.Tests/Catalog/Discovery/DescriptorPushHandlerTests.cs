using System.Text.Json.Nodes;
using Platform.Core.Catalog.Discovery.News;
using Platform.TestKit.Catalog;
using Platform.TestKit.Queues;

namespace Platform.Core.Tests.Catalog.Discovery;

public sealed class DescriptorPushHandlerTests
{
    private readonly MemoryQueues _queues = new();

    [Fact]
    public async Task A_push_to_the_default_branch_is_news_with_what_it_touched()
    {
        var news = await HandleAsync(new PushBuilder()
            .Commit(added: ["b", "a/catalog-info.yaml"])
            .Commit(modified: ["c"], removed: ["d"]));

        Assert.Equal(
            (NewsKind.Pushed, "acme/orders", 42, "main", PushBuilder.Sha),
            (news!.Kind, news.Repository, news.Number, news.Branch, news.After));
        Assert.Equal(["a/catalog-info.yaml", "b", "c"], news.Changed);
        Assert.Equal(["d"], news.Removed);
    }

    [Fact]
    public async Task What_a_later_commit_did_to_a_file_counts()
    {
        var news = await HandleAsync(new PushBuilder()
            .Commit(added: ["gone", "back"]).Commit(removed: ["gone", "back"]).Commit(added: ["back"]));

        Assert.Equal(["back"], news!.Changed);
        Assert.Equal(["gone"], news.Removed);
    }

    [Theory]
    [InlineData("forced")]
    [InlineData("created")]
    public async Task A_push_whose_commits_do_not_tell_all_leaves_it_open(string flag)
    {
        var news = await HandleAsync(new PushBuilder().With(flag, true).Commit(modified: ["a"]));

        Assert.Null(news!.Changed);
        Assert.Equal("fedcba9876543210fedcba9876543210fedcba98", news.Before);
    }

    [Fact]
    public async Task A_push_of_more_commits_than_are_listed_leaves_it_open()
    {
        var push = new PushBuilder();
        for (var i = 0; i < 20; i++)
        {
            push.Commit(modified: ["README.md"]);
        }

        Assert.Null((await HandleAsync(push))!.Changed);
    }

    [Fact]
    public async Task A_push_of_very_many_files_leaves_it_open() => Assert.Null(
        (await HandleAsync(new PushBuilder().Commit(added: [.. Enumerable.Range(0, 3001).Select(i => $"f{i}")])))!.Changed);

    [Fact]
    public async Task The_deletion_of_the_default_branch_is_news_without_a_commit()
    {
        var news = await HandleAsync(new PushBuilder().With("deleted", true).With("after", new string('0', 40)));

        Assert.Equal((null, null), (news!.After, news.Changed));
    }

    [Theory]
    [InlineData("refs/heads/feature")]
    [InlineData("refs/tags/main")]
    public async Task Another_branch_and_a_tag_are_no_news(string reference) =>
        Assert.Null(await HandleAsync(new PushBuilder().With("ref", reference).Commit(modified: ["catalog-info.yaml"])));

    [Fact]
    public async Task A_payload_of_another_shape_is_no_news()
    {
        JsonObject[] payloads = [[], new() { ["repository"] = "text", ["ref"] = 1 }, new() { ["commits"] = "none" }];
        foreach (var payload in payloads)
        {
            await new DescriptorPushHandler(_queues).HandleAsync(
                new("d", "push", payload), TestContext.Current.CancellationToken);
        }

        Assert.Empty(_queues.Sent);
    }

    private async Task<RepositoryNews?> HandleAsync(PushBuilder push)
    {
        await new DescriptorPushHandler(_queues).HandleAsync(push.Delivery(), TestContext.Current.CancellationToken);
        return _queues.Sent is [var sent] ? RepositoryNews.Parse(sent.Content.Span).Value : null;
    }
}
