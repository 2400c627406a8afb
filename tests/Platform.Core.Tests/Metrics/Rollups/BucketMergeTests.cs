using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Tests.Metrics.Rollups;

public sealed class BucketMergeTests
{
    private static readonly DoraOptions Options = DoraOptions.Default with { ExactValues = 4 };

    [Fact]
    public void Parts_come_to_the_same_in_any_order_and_grouping()
    {
        Bucket[] parts = [Of(1, 2, 3), Of(10, 20, 30, 40, 50), Of(7), Of(0)];
        var all = Of(1, 2, 3, 10, 20, 30, 40, 50, 7, 0);

        foreach (var order in Orders(parts))
        {
            Assert.Equal(all, BucketBuilder.Merge(order, Options));
            Assert.Equal(all, BucketBuilder.Merge([BucketBuilder.Merge(order[..2], Options)!, .. order[2..]], Options));
        }
    }

    [Fact]
    public void One_part_alone_keeps_no_more_values_than_are_to_be_kept()
    {
        var many = Of(Options with { ExactValues = 100 }, 1, 2, 3, 4, 5, 6);

        Assert.NotNull(many[Measure.Coding]!.Values);
        Assert.Equal(Of(1, 2, 3, 4, 5, 6), BucketBuilder.Merge([many], Options));
    }

    [Fact]
    public void Nothing_comes_to_nothing() => Assert.Null(BucketBuilder.Merge([], Options));

    private static Bucket Of(params long[] values) => Of(Options, values);

    private static Bucket Of(DoraOptions options, params long[] values)
    {
        var builder = new BucketBuilder(options.ExactValues, options.SketchAccuracy);
        foreach (var value in values)
        {
            builder.Add(Measure.Coding, value);
            builder.Add(Count.Deployments);
        }

        return builder.Build();
    }

    private static IEnumerable<Bucket[]> Orders(Bucket[] parts)
    {
        for (var first = 0; first < parts.Length; first++)
        {
            yield return [.. parts[first..], .. parts[..first]];
            yield return [.. parts[first..].Reverse(), .. parts[..first].Reverse()];
        }
    }
}
