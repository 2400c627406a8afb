using System.Text;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Ingestion;

public sealed class CatalogIngestMessageTests
{
    public static TheoryData<string> Accepted => [.. CatalogIngestExamples.Accepted];

    public static TheoryData<string> Refused => [.. CatalogIngestExamples.Refused];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_message_of_the_contract_is_accepted(string text) => Assert.Empty(Parse(text).Problems);

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_message_beside_the_contract_is_refused(string text) => Assert.False(Parse(text).IsOk);

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"id\":\"1\",\"id\":\"2\"}")]
    [InlineData("\"text\"")]
    public void What_is_not_an_object_is_refused(string text) =>
        Assert.Equal(CatalogIngestMessage.NotJson, Parse(text).Problems.Single().Code);

    [Fact]
    public void All_problems_are_reported_at_once() => Assert.Equal(
        ["extra", "id", "paths[0]", "sha"],
        Parse("""{"repository":"a/b","sha":"x","paths":["/x"],"extra":1}""").Problems.Select(problem => problem.Field).Order());

    [Fact]
    public void A_request_survives_its_message()
    {
        var request = new CatalogIngestRequest(
            "1", "acme/orders", PushBuilder.Sha, ["a", "b"], new Uri("https://example.com/acme/orders"), "main",
            OccurredAt: new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var read = Parse(PlatformJson.Serialize(request)).Value!;

        Assert.Equal(request with { Paths = read.Paths }, read);
        Assert.Equal(request.Paths, read.Paths);
    }

    private static Result<CatalogIngestRequest> Parse(string text) => CatalogIngestMessage.Parse(Encoding.UTF8.GetBytes(text));
}
