using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Tests.SourceControl;

public sealed class RepositoryHostTests
{
    [Theory]
    [InlineData("https://api.github.com/", "https://github.com/")]
    [InlineData("https://github.example.com/api/v3/", "https://github.example.com/")]
    [InlineData("https://api.acme.ghe.com/", "https://acme.ghe.com/")]
    [InlineData("http://127.0.0.1:4711/", "http://127.0.0.1:4711/")]
    public void The_pages_of_a_host_are_found_by_its_api(string api, string web) =>
        Assert.Equal(new Uri(web), RepositoryHost.Of(new Uri(api)).Web);

    [Theory]
    [InlineData("https://github.com/acme/orders/blob/main/catalog-info.yaml", "main", "catalog-info.yaml")]
    [InlineData("https://github.com/acme/orders/tree/main/docs/api.yaml", "main", "docs/api.yaml")]
    [InlineData("https://github.com/acme/orders/raw/main/catalog-info.yaml?raw=true#L3", "main", "catalog-info.yaml")]
    [InlineData("https://GitHub.com/acme/orders/edit/v1.2/a%20b.yaml", "v1.2", "a b.yaml")]
    [InlineData("https://raw.githubusercontent.com/acme/orders/main/catalog-info.yaml", "main", "catalog-info.yaml")]
    [InlineData("https://raw.githubusercontent.com/acme/orders/refs/heads/main/a.yaml", "main", "a.yaml")]
    [InlineData("https://github.com/acme/orders/raw/refs/tags/v1/a.yaml", "v1", "a.yaml")]
    [InlineData("https://github.com/acme/orders/blob/feature%2Fx/a.yaml", "feature/x", "a.yaml")]
    [InlineData("https://github.com/acme/orders/blob/main/**/catalog-info.yaml", "main", "**/catalog-info.yaml")]
    [InlineData("https://github.com/acme/orders/blob/main/*/a.yaml", "main", "*/a.yaml")]
    public void An_address_names_a_file_on_a_branch(string url, string reference, string path)
    {
        var read = RepositoryHost.Of(new Uri("https://api.github.com/")).Read(new Uri(url))!;

        Assert.Equal(RepositoryName.Parse("acme/orders"), read.Repository);
        Assert.Equal(new RepositoryPath(reference, path), read.Candidates[0]);
    }

    [Theory]
    [InlineData("https://github.example.com/raw/acme/orders/main/a.yaml")]
    [InlineData("https://github.example.com/acme/orders/raw/main/a.yaml")]
    [InlineData("https://raw.github.example.com/acme/orders/main/a.yaml")]
    public void Enterprise_has_raw_files_under_three_addresses(string url)
    {
        var read = RepositoryHost.Of(new Uri("https://github.example.com/api/v3/")).Read(new Uri(url))!;

        Assert.Equal(
            (RepositoryName.Parse("acme/orders"), new RepositoryPath("main", "a.yaml")), (read.Repository, read.Candidates[0]));
    }

    [Fact]
    public void A_branch_with_slashes_is_one_of_the_candidates()
    {
        var read = RepositoryHost.Of(new Uri("https://api.github.com/"))
            .Read(new Uri("https://github.com/acme/orders/blob/feature/x/docs/*.yaml"))!;

        Assert.Equal(
            [new("feature", "x/docs/*.yaml"), new("feature/x", "docs/*.yaml"), new RepositoryPath("feature/x/docs", "*.yaml")],
            read.Candidates);
    }

    [Theory]
    [InlineData("https://github.com/acme/orders")]
    [InlineData("https://github.com/acme/orders/blob/main")]
    [InlineData("https://github.com/acme/orders/issues/12")]
    [InlineData("https://github.com/acme/orders/blob/main/a%2F..%2F..%2Fb.yaml")]
    [InlineData("https://github.com/-acme/orders/blob/main/a.yaml")]
    [InlineData("https://github.com/acme/orders/blob/*/a.yaml")]
    [InlineData("https://user:pass@github.com/acme/orders/blob/main/a.yaml")]
    [InlineData("https://github.com.example.com/acme/orders/blob/main/a.yaml")]
    [InlineData("ftp://github.com/acme/orders/blob/main/a.yaml")]
    public void Other_addresses_name_no_file(string url) =>
        Assert.Null(RepositoryHost.Of(new Uri("https://api.github.com/")).Read(new Uri(url)));
}
