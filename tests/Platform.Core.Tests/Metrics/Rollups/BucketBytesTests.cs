using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Rollups;

public sealed class BucketBytesTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(3)]
    public void Buckets_are_read_as_they_were_written(int exactValues)
    {
        var options = Core.Metrics.Dora.DoraOptions.Default with { ExactValues = exactValues };
        var book = DeliveryStory.Ledger(new RandomHistory(21, 600).Told, options).Book;

        Assert.All(book.Buckets.Values, bucket =>
        {
            var read = BucketBytes.Read(BucketBytes.Write(bucket), options.SketchAccuracy);
            Assert.Equal(BucketJson.Bytes(bucket), BucketJson.Bytes(read));
        });
    }

    [Fact]
    public void Zeros_and_sketches_survive()
    {
        var builder = new BucketBuilder(2, 0.01);
        foreach (var value in new long[] { 0, 0, 1, 7, long.MaxValue / 8 })
        {
            builder.Add(Measure.Review, value);
        }

        var bucket = builder.Build();
        Assert.Equal(bucket, BucketBytes.Read(BucketBytes.Write(bucket), 0.01));
    }

    [Fact]
    public void A_bucket_of_another_version_is_not_misread() =>
        Assert.Throws<InvalidDataException>(() => BucketBytes.Read([9, 0, 0], 0.01));
}
