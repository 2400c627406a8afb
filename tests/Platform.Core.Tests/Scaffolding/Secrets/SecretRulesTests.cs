using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Core.Tests.Scaffolding.Secrets;

public sealed class SecretRulesTests
{
    [Theory]
    [InlineData("null", 0)]
    [InlineData("{}", 0)]
    [InlineData("""{"token":"12345678"}""", 1)]
    [InlineData("""{"token":"","other":"12345678"}""", 2)]
    public void Secrets_are_texts_by_name(string written, int count) =>
        Assert.Equal(count, SecretRules.Read(JsonNode.Parse(written)).Value!.Count);

    public static TheoryData<JsonNode, string> Wrong => new()
    {
        { new JsonArray(), "secrets-invalid" },
        { new JsonObject { ["a"] = 1 }, "secrets-invalid" },
        { new JsonObject { ["a"] = null }, "secrets-invalid" },
        { new JsonObject { ["a"] = "1234567" }, "secret-too-short" },
        { new JsonObject { [""] = "12345678" }, "secret-name-invalid" },
        { new JsonObject { [new string('n', 65)] = "12345678" }, "secret-name-invalid" },
        { Many(33), "secrets-too-many" },
        { new JsonObject { ["a"] = new string('ü', SecretRules.MostBytes / 2), ["b"] = "12345678" }, "secrets-too-large" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_no_secret_is_refused_and_not_shown(JsonNode written, string code)
    {
        var problem = Assert.Single(SecretRules.Read(written).Problems);

        Assert.Equal((code, null), (problem.Code, problem.Value));
        Assert.DoesNotContain("1234567", problem.ToString());
    }

    private static JsonObject Many(int count) =>
        new(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"s{i}", (JsonNode?)"12345678")));
}
