using CsCheck;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Tests.Metrics.Rollups;

public sealed class DistributionTests
{
    private const int Exact = 256;
    private const double Accuracy = 0.01;

    private static readonly Gen<long[]> Values = Gen.Long[0, 40_000_000_000].Array[0, 400];

    [Fact]
    public void One_two_ten_and_a_hundred_have_a_median_by_convention()
    {
        var values = Of(1, 2, 10, 100);

        Assert.Equal(6, values.Quantile(0.5, MedianConvention.Interpolated));
        Assert.Equal(2, values.Quantile(0.5, MedianConvention.Lower));
        Assert.Equal(28.25, values.Mean);
    }

    [Fact]
    public void Merging_parts_is_the_same_as_collecting_all() => Gen.Select(Values, Values, Values).Sample((a, b, c) =>
    {
        var whole = Of([.. a, .. b, .. c]);
        return Equals(whole, Merged(Of(a), Of(b), Of(c)))
            && Equals(whole, Merged(Of(c), Merged(Of(b), Of(a))))
            && Equals(whole, Merged(Merged(Of(b), Of(c)), Of(a)));
    });

    [Fact]
    public void Up_to_256_values_are_kept_and_more_are_a_sketch()
    {
        Assert.NotNull(Of([.. Enumerable.Range(0, 256).Select(i => (long)i)])!.Values);
        Assert.NotNull(Of([.. Enumerable.Range(0, 257).Select(i => (long)i)])!.Bins);
    }

    [Fact]
    public void A_sketch_s_quantiles_are_off_by_its_accuracy_at_most() => Gen.Select(
        Gen.Long[0, 40_000_000_000].Array[257, 1000], Gen.Double[0, 1]).Sample((values, quantile) =>
        {
            Array.Sort(values);
            var exact = values[(int)Math.Floor(quantile * (values.Length - 1))];
            var estimated = Of(values)!.Quantile(quantile, MedianConvention.Lower);
            return Math.Abs(estimated - exact) <= (Accuracy * exact) + 1e-6;
        });

    private static Distribution Of(params long[] values)
    {
        var builder = new DistributionBuilder(Exact, Accuracy);
        foreach (var value in values)
        {
            builder.Add(value);
        }

        return builder.Build()!;
    }

    private static Distribution? Merged(params Distribution?[] parts)
    {
        var builder = new DistributionBuilder(Exact, Accuracy);
        foreach (var part in parts.OfType<Distribution>())
        {
            builder.Add(part);
        }

        return builder.Build();
    }
}
