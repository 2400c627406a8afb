using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Ingestion;

public sealed class DescriptorPushHandlerTests
{
    private readonly RecordingIngestion _ingestion = new();

    [Fact]
    public async Task A_push_that_touches_descriptors_asks_for_them_at_the_pushed_commit()
    {
        await HandleAsync(new PushBuilder().Commit(
            added: ["catalog-info.yaml", "src/app.py"], modified: ["services/a/catalog-info.yaml"]));

        var request = _ingestion.Requests.Single();
        Assert.Equal(("acme/orders", PushBuilder.Sha, "main"), (request.Repository, request.Sha, request.Branch));
        Assert.Equal(["catalog-info.yaml", "services/a/catalog-info.yaml"], request.Paths);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1893456000), request.OccurredAt);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("my-catalog-info.yaml")]
    [InlineData("catalog-info.yaml/README.md")]
    public async Task A_push_that_touches_no_descriptor_asks_for_nothing(string path)
    {
        await HandleAsync(new PushBuilder().Commit(modified: [path]));

        Assert.Empty(_ingestion.Requests);
    }

    [Fact]
    public async Task Another_branch_a_tag_and_a_deletion_ask_for_nothing()
    {
        foreach (var push in new[]
        {
            new PushBuilder().With("ref", "refs/heads/feature"), new PushBuilder().With("ref", "refs/tags/main"),
            new PushBuilder().With("deleted", true),
        })
        {
            await HandleAsync(push.Commit(modified: ["catalog-info.yaml"]));
        }

        Assert.Empty(_ingestion.Requests);
    }

    [Fact]
    public async Task A_file_that_a_later_commit_removes_is_not_asked_for()
    {
        await HandleAsync(new PushBuilder().Commit(added: ["a/catalog-info.yaml"]).Commit(removed: ["a/catalog-info.yaml"]));

        Assert.Empty(_ingestion.Requests);
    }

    [Fact]
    public async Task A_push_of_very_many_descriptors_becomes_several_requests()
    {
        await HandleAsync(new PushBuilder().Commit(added: [.. Enumerable.Range(0, 1201).Select(i => $"s{i}/catalog-info.yaml")]));

        Assert.Equal([500, 500, 201], _ingestion.Requests.Select(request => request.Paths!.Count));
    }

    [Fact]
    public async Task A_push_with_more_commits_than_GitHub_lists_asks_for_the_root_descriptor()
    {
        var push = new PushBuilder();
        for (var i = 0; i < 2048; i++)
        {
            push.Commit(modified: ["README.md"]);
        }

        await HandleAsync(push);

        Assert.Equal(["catalog-info.yaml"], _ingestion.Requests.Single().Paths);
    }

    [Fact]
    public async Task A_payload_of_another_shape_asks_for_nothing()
    {
        JsonObject[] payloads = [[], new() { ["repository"] = "text", ["ref"] = 1 }, new() { ["commits"] = "none" }];
        foreach (var payload in payloads)
        {
            await new DescriptorPushHandler(_ingestion).HandleAsync(
                new("d", "push", payload), TestContext.Current.CancellationToken);
        }

        Assert.Empty(_ingestion.Requests);
    }

    private Task HandleAsync(PushBuilder push) =>
        new DescriptorPushHandler(_ingestion).HandleAsync(push.Delivery(), TestContext.Current.CancellationToken);

    private sealed class RecordingIngestion : ICatalogIngestion
    {
        public List<CatalogIngestRequest> Requests { get; } = [];

        public Task RequestAsync(CatalogIngestRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.CompletedTask;
        }
    }
}
