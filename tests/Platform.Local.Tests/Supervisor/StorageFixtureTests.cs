using Azure.Data.Tables;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

public sealed class StorageFixtureTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task A_test_account_has_blobs_queues_and_tables_of_its_own()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var other = await StorageFixture.NewAsync();

        await storage.Blobs.CreateBlobContainerAsync("content", cancellationToken: cancellationToken);
        await storage.Queues.CreateQueueAsync("work", cancellationToken: cancellationToken);
        await storage.Tables.GetTableClient("records").CreateAsync(cancellationToken);
        await storage.Queues.GetQueueClient("work").SendMessageAsync("ours", cancellationToken);
        await storage.Tables.GetTableClient("records").AddEntityAsync(new TableEntity("p", "r"), cancellationToken);

        Assert.Empty(other.Blobs.GetBlobContainers(cancellationToken: cancellationToken));
        Assert.Empty(other.Queues.GetQueues(cancellationToken: cancellationToken));
        Assert.Empty(other.Tables.Query(cancellationToken: cancellationToken));
        Assert.Single(storage.Blobs.GetBlobContainers(cancellationToken: cancellationToken));
        Assert.Single(storage.Queues.GetQueues(cancellationToken: cancellationToken));
        Assert.Single(storage.Tables.Query(cancellationToken: cancellationToken));
    }
}
