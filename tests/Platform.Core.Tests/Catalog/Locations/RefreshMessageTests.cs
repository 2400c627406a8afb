using System.Text;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class RefreshMessageTests
{
    [Theory]
    [InlineData("""{"id":"1","location":"x"}""")]
    [InlineData("""{"id":"1","entityRef":"component:default/orders","attempt":2,"traceparent":"00-x"}""")]
    public void A_location_or_an_entity_is_asked_for(string text) => Assert.True(Parse(text).IsOk);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":"1","location":"x","entityRef":"component:default/orders"}""")]
    [InlineData("""{"id":"1","entityRef":"orders"}""")]
    [InlineData("""{"id":"1","location":"x","attempt":-1}""")]
    [InlineData("""{"id":"1","location":"x","attempt":"1"}""")]
    [InlineData("""{"id":"1","location":"x","more":1}""")]
    [InlineData("""{"id":"","location":"x"}""")]
    [InlineData("[]")]
    public void Anything_else_is_refused(string text) => Assert.False(Parse(text).IsOk);

    [Fact]
    public void A_message_survives_its_way()
    {
        var message = new RefreshMessage("1", Location: "x", Attempt: 3);

        Assert.Equal(message, Parse(PlatformJson.Serialize(message)).Value);
    }

    private static Result<RefreshMessage> Parse(string text) => RefreshMessage.Parse(Encoding.UTF8.GetBytes(text));
}
