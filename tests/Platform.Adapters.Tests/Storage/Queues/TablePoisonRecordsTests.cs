using System.Text;
using Platform.Adapters.Storage.Queues;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Queues;

public sealed class TablePoisonRecordsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly string _queue = $"q{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_keeps_the_body_and_the_reason()
    {
        var body = new byte[64 * 1024];
        Random.Shared.NextBytes(body);
        await Records().RecordAsync(Record(body), Cancel);

        var found = (await Records().ListAsync(_queue, 100, Cancel)).Single();

        Assert.True(found.Body.Span.SequenceEqual(body));
        Assert.Equal("some-code", found.Reasons.Single().Code);
    }

    [Fact]
    public async Task The_same_body_under_another_message_id_is_the_same_record()
    {
        await Records().RecordAsync(Record("a"u8.ToArray()), Cancel);
        await Records().RecordAsync(Record("a"u8.ToArray()) with { MessageId = "2", GivenUp = true }, Cancel);

        var found = (await Records().ListAsync(_queue, 100, Cancel)).Single();
        Assert.Equal(("2", true), (found.MessageId, found.GivenUp));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_message_that_went_through_after_all_is_forgotten_unless_it_was_given_up(bool givenUp, int left)
    {
        var body = Encoding.UTF8.GetBytes("b");
        await Records().RecordAsync(Record(body) with { GivenUp = givenUp }, Cancel);

        await Records().ForgetAsync(_queue, body, Cancel);

        Assert.Equal(left, (await Records().ListAsync(_queue, 100, Cancel)).Count);
    }

    [Fact]
    public async Task Forgetting_what_was_never_recorded_does_nothing() =>
        await Records().ForgetAsync(_queue, "c"u8.ToArray(), Cancel);

    private PoisonRecord Record(byte[] body) =>
        new(_queue, "1", body, [new Problem("some-code", "Some reason.")], DateTimeOffset.UtcNow, GivenUp: false);

    private TablePoisonRecords Records() => new(storage.Tables, storage.Blobs);
}
