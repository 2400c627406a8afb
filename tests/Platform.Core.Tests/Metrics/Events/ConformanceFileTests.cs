using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Events;

public sealed class ConformanceFileTests
{
    public static TheoryData<int> Files => [.. Enumerable.Range(0, 45)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_conformance_file_of_CDEvents_is_understood(int index)
    {
        JsonObject told = ConformanceEvents.All("a")[index];

        Assert.Empty(DeliveryEvents.Parse(told).Problems);
        Assert.Empty(DeliveryEvents.Parse(ConformanceEvents.Structured(told)).Problems);
    }

    [Fact]
    public void There_is_one_for_each_type() => Assert.Equal(
        EventTypes.Standard.Order(StringComparer.Ordinal),
        ConformanceEvents.All("a").Select(told => EventTypes.NameOf((string)told["context"]!["type"]!)!)
            .Order(StringComparer.Ordinal));
}
