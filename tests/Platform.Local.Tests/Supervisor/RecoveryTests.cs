using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

public sealed class RecoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_keeper_is_replaced_and_its_orphan_ends()
    {
        await using var root = new ServicesRoot();
        await using var before = await root.AcquireAsync(ServicesRoot.Long);
        var (endpoints, orphan) = (root.Endpoints, root.Child);

        await KillAsync(endpoints.Keeper);
        await using var after = await root.AcquireAsync(ServicesRoot.Long);

        Assert.Null(orphan.Find());
        Assert.NotEqual(endpoints.Instance, root.Endpoints.Instance);
        await new TableServiceClient(after.StorageConnectionString).CreateTableAsync("works", Cancellation);
    }

    [Fact]
    public async Task An_orphan_ends_by_itself_when_nobody_comes()
    {
        await using var root = new ServicesRoot();
        await using var services = await root.AcquireAsync(ServicesRoot.Long);
        var (endpoints, orphan) = (root.Endpoints, root.Child);

        await KillAsync(endpoints.Keeper);

        await Eventually.HoldsAsync(() => orphan.Find() is null, Cancellation);
    }

    [Fact]
    public async Task A_killed_Azurite_is_reported_and_the_next_client_starts_another()
    {
        await using var root = new ServicesRoot();
        await using var before = await root.AcquireAsync(ServicesRoot.Long);
        var endpoints = root.Endpoints;

        await KillAsync(root.Child);
        await using var after = await root.AcquireAsync(ServicesRoot.Long);

        Assert.NotEqual(endpoints.Instance, root.Endpoints.Instance);
        await new TableServiceClient(after.StorageConnectionString).CreateTableAsync("works", Cancellation);
        Assert.Contains("azurite ended by itself", await ReadLogAsync(root), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_on_disk_survives_the_services_end()
    {
        await using var root = new ServicesRoot();
        var options = root.Options(ServicesRoot.Short) with { InMemory = false };
        await using (var first = await LocalServices.AcquireAsync(options, null, Cancellation))
        {
            var storage = first.StorageConnectionString;
            await new TableClient(storage, "records").CreateAsync(Cancellation);
            await new TableClient(storage, "records").AddEntityAsync(new TableEntity("p", "r"), Cancellation);
            await new BlobContainerClient(storage, "content").CreateAsync(cancellationToken: Cancellation);
            await new BlobContainerClient(storage, "content").UploadBlobAsync("b", new BinaryData("body"), Cancellation);
            await new QueueClient(storage, "work").CreateAsync(cancellationToken: Cancellation);
            await new QueueClient(storage, "work").SendMessageAsync("message", Cancellation);
        }

        await Eventually.HoldsAsync(() => ServicesRoot.KeeperIsGone(root.Azurite), Cancellation);
        await using var second = await LocalServices.AcquireAsync(options, null, Cancellation);

        var found = await new TableClient(second.StorageConnectionString, "records")
            .GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancellation);
        var body = await new BlobClient(second.StorageConnectionString, "content", "b").DownloadContentAsync(Cancellation);
        var message = await new QueueClient(second.StorageConnectionString, "work").PeekMessageAsync(Cancellation);
        Assert.True(found.HasValue);
        Assert.Equal("body", body.Value.Content.ToString());
        Assert.Equal("message", message.Value.MessageText);
    }

    private static async Task KillAsync(ProcessIdentity identity)
    {
        using var process = identity.Find();
        process!.Kill();
        await Eventually.HoldsAsync(() => identity.Find() is null, Cancellation);
    }

    private static async Task<string> ReadLogAsync(ServicesRoot root)
    {
        await using var file = new FileStream(
            root.Azurite.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
