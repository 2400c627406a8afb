using System.Text;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class RefreshMessageTests
{
    public static TheoryData<string> Accepted => [.. CatalogRefreshExamples.Accepted];

    public static TheoryData<string> Refused => [.. CatalogRefreshExamples.Refused];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_location_an_entity_or_an_audit_is_asked_for(string text) => Assert.True(Parse(text).IsOk);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Anything_else_is_refused(string text) => Assert.False(Parse(text).IsOk);

    [Fact]
    public void A_message_survives_its_way()
    {
        var message = new RefreshMessage("1", Location: "x", Attempt: 3);

        Assert.Equal(message, Parse(PlatformJson.Serialize(message)).Value);
    }

    private static Result<RefreshMessage> Parse(string text) => RefreshMessage.Parse(Encoding.UTF8.GetBytes(text));
}
