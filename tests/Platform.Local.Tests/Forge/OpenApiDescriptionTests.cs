using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

/// <summary>The checker has to find what is wrong, or all tests that rely on it prove nothing.</summary>
public sealed class OpenApiDescriptionTests
{
    private const string Ref =
        """{"ref":"refs/heads/main","node_id":"x","url":"http://x/y","object":{"type":"commit","sha":"%","url":"http://x/y"}}""";
    private static readonly string Sha = new('0', 40);

    [Fact]
    public async Task What_fits_is_accepted()
    {
        Assert.Empty(await CheckAsync("GET", "/repos/a/b/git/ref/heads/main", "", 200, Ref.Replace("%", Sha)));
    }

    [Theory]
    [InlineData("GET", "/repos/a/b/git/ref/heads/main", "", 200, "{}", "$.ref is missing")]
    [InlineData("GET", "/repos/a/b/git/ref/heads/main", "", 201, "{}", "status is not")]
    [InlineData("GET", "/repos/a/b/unheard/of", "", 200, "{}", "not in the description")]
    [InlineData("POST", "/orgs/a/repos", "{}", 201, "{}", "$.name is missing")]
    [InlineData("POST", "/orgs/a/repos", """{"name":1}""", 201, "{}", "$.name: Number is not string")]
    [InlineData("POST", "/repos/a/b/hooks", """{"unknown":1}""", 201, "{}", "$.unknown is not defined")]
    [InlineData("PUT", "/repos/a/b/topics", """{"names":[1]}""", 200, "{}", "$.names[0]: Number is not string")]
    [InlineData("POST", "/repos/a/b/rulesets", """{"name":"a","enforcement":"maybe"}""", 201, "{}", "maybe is none of")]
    [InlineData("DELETE", "/repos/a/b", "", 204, "{}", "a body that is not in the description")]
    public async Task What_does_not_fit_is_found(
        string method,
        string path,
        string request,
        int status,
        string answer,
        string problem)
    {
        var problems = await CheckAsync(method, path, request, status, answer);

        Assert.Contains(problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(
        string method,
        string path,
        string request,
        int status,
        string answer) => (await OpenApiDescription.Instance).Check(method, path, request, status, "application/json", answer);
}
