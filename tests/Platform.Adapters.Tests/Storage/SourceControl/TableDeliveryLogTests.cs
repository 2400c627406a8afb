using Platform.Adapters.Storage.SourceControl;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.SourceControl;

public sealed class TableDeliveryLogTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly string _id = Guid.NewGuid().ToString();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_is_remembered_from_its_marking_on()
    {
        Assert.False(await Log().WasHandledAsync(_id, Cancel));

        await Log().MarkHandledAsync(new(_id, "push", []), Cancel);

        Assert.True(await Log().WasHandledAsync(_id, Cancel));
    }

    [Fact]
    public async Task Marking_twice_does_no_harm()
    {
        await Log().MarkHandledAsync(new(_id, "push", []), Cancel);
        await Log().MarkHandledAsync(new(_id, "push", []), Cancel);

        Assert.True(await Log().WasHandledAsync(_id, Cancel));
    }

    private TableDeliveryLog Log() => new(storage.Tables, TimeProvider.System);
}
