using Platform.Adapters.Storage.Content;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Content;

public sealed class BlobContentStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly byte[] Body = "the body"u8.ToArray();

    [Fact]
    public async Task Content_is_found_by_its_hash_from_another_instance()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = await Store().PutAsync(Body, cancellation);

        var read = await Store().GetAsync(address, cancellation);

        Assert.Equal(ContentHash.Of(Body), address);
        Assert.Equal(Body, read.ToArray());
    }

    [Fact]
    public async Task Putting_twice_is_putting_once()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var bytes = "twice"u8.ToArray();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store().PutAsync(bytes, cancellation)));

        Assert.Single(all.Distinct());
    }

    [Fact]
    public async Task What_was_put_lately_is_answered_without_storage()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var store = Store();
        var address = await store.PutAsync("cached"u8.ToArray(), cancellation);
        await Container().GetBlobClient(address).DeleteAsync(cancellationToken: cancellation);

        var read = await store.GetAsync(address, cancellation);

        Assert.Equal("cached"u8.ToArray(), read.ToArray());
    }

    [Fact]
    public async Task An_address_without_content_is_a_broken_assumption()
    {
        var missing = await Assert.ThrowsAsync<ContentMissingException>(
            () => Store().GetAsync(ContentHash.Of("never put"), TestContext.Current.CancellationToken));

        Assert.Equal(ContentHash.Of("never put"), missing.Sha256);
    }

    [Fact]
    public async Task Content_that_was_tampered_with_is_not_handed_out()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = await Store().PutAsync("genuine"u8.ToArray(), cancellation);
        await Container().GetBlobClient(address).UploadAsync(BinaryData.FromString("forged"), overwrite: true, cancellation);

        await Assert.ThrowsAsync<ContentMissingException>(() => Store().GetAsync(address, cancellation));
    }

    private BlobContentStore Store() => new(storage.Blobs);

    private Azure.Storage.Blobs.BlobContainerClient Container() =>
        storage.Blobs.GetBlobContainerClient(BlobContentStore.ContainerName);
}
