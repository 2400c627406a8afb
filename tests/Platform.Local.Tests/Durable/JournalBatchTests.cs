using Azure.Data.Tables;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Tests.Durable;

public sealed class JournalBatchTests
{
    [Fact]
    public void A_batch_and_the_epoch_row_are_at_most_100_rows()
    {
        var batch = new JournalBatch();
        Fill(batch, JournalBatch.MaxRows);

        Assert.Equal(100, batch.Rows);
        Assert.False(batch.TryAdd(new DiscardedRow("one more", null)));
    }

    [Fact]
    public void Entries_leave_the_room_that_deletes_need()
    {
        var batch = new JournalBatch();
        Fill(batch, maxRows: 50);
        for (var i = 0; batch.TryAdd(new DiscardedRow($"d{i}", null)); i++)
        {
        }

        Assert.Equal(50, batch.Entries.Count);
        Assert.Equal(49, batch.Discarded.Count);
    }

    [Fact]
    public void A_batch_stays_below_4_MiB_also_as_base64()
    {
        var batch = new JournalBatch();
        for (var i = 0; batch.TryAdd(Entry($"l{i}", bytes: 32 * 1024), JournalBatch.MaxRows); i++)
        {
        }

        Assert.InRange(batch.Entries.Count * 32 * 1024 * 4 / 3, 1, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_row_is_in_a_batch_only_once()
    {
        var batch = new JournalBatch();
        Assert.True(batch.TryAdd(Entry("i1"), JournalBatch.MaxRows));

        Assert.False(batch.TryAdd(Entry("i1"), JournalBatch.MaxRows));
        Assert.False(batch.TryAdd(new DiscardedRow("i1", null)));
    }

    [Fact]
    public void An_entry_is_never_split()
    {
        var batch = new JournalBatch();
        Fill(batch, maxRows: 98);

        Assert.False(batch.TryAdd(new JournalEntry([Row("a"), Row("b")]), JournalBatch.MaxRows));
        Assert.Equal(98, batch.Entries.Count);
    }

    private static void Fill(JournalBatch batch, int maxRows)
    {
        for (var i = 0; batch.TryAdd(Entry($"l{i}"), maxRows); i++)
        {
        }
    }

    private static JournalEntry Entry(string key, int bytes = 10) => new([Row(key, bytes)]);

    private static JournalRow Row(string key, int bytes = 10) => new(key, new TableEntity(JournalKeys.Partition, key), bytes);
}
