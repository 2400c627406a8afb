using Platform.Adapters.Storage.SourceControl;
using Platform.Core.SourceControl;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.SourceControl;

public sealed class TableDeliveryLogTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly GitHubDelivery _delivery = new("1", "push", new() { ["after"] = Guid.NewGuid().ToString() });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_is_remembered_from_its_marking_on()
    {
        Assert.False(await Log().WasHandledAsync(_delivery, Cancel));

        await Log().MarkHandledAsync(_delivery, Cancel);

        Assert.True(await Log().WasHandledAsync(_delivery, Cancel));
    }

    [Fact]
    public async Task The_id_alone_makes_no_other_delivery()
    {
        await Log().MarkHandledAsync(_delivery, Cancel);

        Assert.True(await Log().WasHandledAsync(_delivery with { Id = "2" }, Cancel));
    }

    [Fact]
    public async Task Marking_twice_does_no_harm()
    {
        await Log().MarkHandledAsync(_delivery, Cancel);
        await Log().MarkHandledAsync(_delivery, Cancel);

        Assert.True(await Log().WasHandledAsync(_delivery, Cancel));
    }

    private TableDeliveryLog Log() => new(storage.Tables, TimeProvider.System);
}
