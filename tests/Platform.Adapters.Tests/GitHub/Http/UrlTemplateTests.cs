using Platform.Adapters.GitHub.Http;

namespace Platform.Adapters.Tests.GitHub.Http;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("repos/acme/orders", "/repos/{owner}/{repo}")]
    [InlineData("repos/git/contents", "/repos/{owner}/{repo}")]
    [InlineData("orgs/acme/repos?per_page=1", "/orgs/{owner}/repos")]
    [InlineData("repos/acme/orders/git/ref/heads/feature/x", "/repos/{owner}/{repo}/git/ref/heads/{path}")]
    [InlineData("repos/acme/orders/contents/src/heads/a.cs?ref=main", "/repos/{owner}/{repo}/contents/{path}")]
    [InlineData("repos/acme/orders/actions/runs/17/jobs", "/repos/{owner}/{repo}/actions/runs/{id}/jobs")]
    [InlineData("repos/acme/orders/actions/variables/SECRET_NAME", "/repos/{owner}/{repo}/actions/variables/{id}")]
    [InlineData("repos/acme/orders/git/commits/0123abc", "/repos/{owner}/{repo}/git/commits/{id}")]
    [InlineData("something/else", "/{id}/{id}")]
    [InlineData("", "/")]
    public void Names_ids_and_paths_are_taken_out_of_an_address(string path, string expected)
    {
        Assert.Equal(expected, Of("https://api.github.com/", path));
        Assert.Equal(expected, Of("https://ghe.example.com/api/v3/", path));
    }

    private static string Of(string api, string path) => UrlTemplate.Of(new Uri(api), new Uri(new Uri(api), path));
}
