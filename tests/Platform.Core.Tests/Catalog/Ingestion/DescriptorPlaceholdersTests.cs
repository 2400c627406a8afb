using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Ingestion;

/// <summary>What a placeholder opens, and what it must not.</summary>
public sealed class DescriptorPlaceholdersTests
{
    private readonly RecordingFiles _files = new();
    private readonly RecordingWeb _web = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("./openapi.yaml", "docs/openapi.yaml")]
    [InlineData("../openapi.yaml", "openapi.yaml")]
    [InlineData("/openapi.yaml", "openapi.yaml")]
    [InlineData("https://github.com/acme/orders/blob/main/a%20b.yaml", "a b.yaml")]
    public async Task A_path_and_a_page_of_the_own_branch_are_files_of_the_own_commit(string target, string path)
    {
        await ReadAsync(target, InRepository());

        Assert.Equal([$"acme/orders {PushBuilder.Sha} {path}"], _files.Reads);
    }

    [Theory]
    [InlineData("https://github.com/acme/shared/blob/main/api.yaml", "acme/shared main api.yaml")]
    [InlineData("https://github.com/ACME/shared/raw/v1/api.yaml", "ACME/shared v1 api.yaml")]
    [InlineData("https://raw.githubusercontent.com/acme/shared/main/api.yaml", "acme/shared main api.yaml")]
    [InlineData("https://github.com/acme/orders/blob/v1/api.yaml", "acme/orders v1 api.yaml")]
    public async Task Pages_and_raw_files_of_the_same_owner_come_from_source_control(string target, string read)
    {
        await ReadAsync(target, InRepository(), "github.com,raw.githubusercontent.com");

        Assert.Equal([read], _files.Reads);
        Assert.Empty(_web.Reads);
    }

    [Fact]
    public async Task A_branch_with_slashes_is_found_by_trying()
    {
        _files.Missing.Add("acme/shared feature x/api.yaml");

        await ReadAsync("https://github.com/acme/shared/blob/feature/x/api.yaml", InRepository(), "github.com");

        Assert.Equal(["acme/shared feature x/api.yaml", "acme/shared feature/x api.yaml"], _files.Reads);
    }

    [Theory]
    [InlineData("https://github.com/other/secret/blob/main/api.yaml")]
    [InlineData("https://github.com/other/secret/raw/main/api.yaml")]
    [InlineData("https://github.com/acme-evil/secret/blob/main/api.yaml")]
    [InlineData("https://raw.githubusercontent.com/other/secret/main/api.yaml")]
    [InlineData("https://github.com/acme/shared")]
    public async Task An_allowed_host_does_not_open_the_repositories_of_other_owners(string target)
    {
        var read = await ReadAsync(target, InRepository(), "github.com,raw.githubusercontent.com");

        Assert.Equal(PlaceholderCodes.Repository, read.Problems.Single().Code);
        Assert.Empty(_files.Reads);
        Assert.Empty(_web.Reads);
    }

    [Theory]
    [InlineData("github.com/other/shared", true)]
    [InlineData("github.com/other", true)]
    [InlineData("github.com/other/share", false)]
    [InlineData("github.com/another,github.com", false)]
    public async Task An_administrator_may_list_the_repositories_of_another_owner(string list, bool isRead)
    {
        var read = await ReadAsync("https://github.com/other/shared/blob/main/api.yaml", InRepository(), list);

        Assert.Equal(isRead, read.IsOk);
        Assert.Equal(isRead ? ["other/shared main api.yaml"] : [], _files.Reads);
    }

    [Fact]
    public async Task The_same_host_is_not_open_by_itself()
    {
        var read = await ReadAsync("https://github.com/acme/shared/blob/main/api.yaml", InRepository(), "example.com");

        Assert.Equal(PlaceholderCodes.Host, read.Problems.Single().Code);
    }

    [Fact]
    public async Task Other_allowed_hosts_are_read_from_the_web()
    {
        Assert.Equal("web", (await ReadAsync("https://example.com/acme/x/blob/main/y", InRepository(), "example.com")).Value);

        Assert.Equal(["https://example.com/acme/x/blob/main/y"], _web.Reads);
    }

    [Fact]
    public async Task A_path_in_a_sent_text_is_relative_to_its_url_and_needs_the_same_permission()
    {
        var sent = Descriptor.Inline("url:https://example.com/teams/a/catalog-info.yaml");

        Assert.Equal("web", (await ReadAsync("../api.yaml", sent, "example.com/teams")).Value);
        Assert.Equal(PlaceholderCodes.Host, (await ReadAsync("../../api.yaml", sent, "example.com/teams")).Problems[0].Code);
        Assert.Equal(PlaceholderCodes.Target, (await ReadAsync("x", Descriptor.Inline("ci:build"), "*.com")).Problems[0].Code);
        Assert.Equal(["https://example.com/teams/api.yaml"], _web.Reads);
    }

    [Fact]
    public async Task A_sent_text_gets_no_repository_by_saying_that_it_is_from_there()
    {
        var sent = Descriptor.Inline("url:https://github.com/acme/secret/blob/main/catalog-info.yaml");

        Assert.Equal(PlaceholderCodes.Repository, (await ReadAsync("./key.txt", sent, "github.com")).Problems.Single().Code);
        Assert.Empty(_files.Reads);
    }

    private static Descriptor InRepository() => Descriptor.InRepository(
        new("1", "acme/orders", PushBuilder.Sha, Branch: "main"), "docs/catalog-info.yaml");

    private async Task<Result<string>> ReadAsync(string target, Descriptor descriptor, string allowed = "")
    {
        Assert.True(AllowedUrls.TryParse(allowed, out var urls));
        var host = RepositoryHost.Of(new Uri("https://api.github.com/"));
        var placeholders = new DescriptorPlaceholders(descriptor, _files, _web, urls, host);
        var resolved = placeholders.Resolve(target, from: null);
        return resolved.IsOk
            ? await placeholders.ReadAsync(resolved.Value, Cancel)
            : Result<string>.Failed(resolved.Problems);
    }

    private sealed class RecordingFiles : ICatalogFiles
    {
        public List<string> Reads { get; } = [];

        public HashSet<string> Missing { get; } = [];

        public Task<Result<string>> ReadAsync(
            RepositoryName repository, string path, string sha, CancellationToken cancellationToken)
        {
            Reads.Add($"{repository} {sha} {path}");
            return Task.FromResult(Missing.Contains(Reads[^1])
                ? new Problem(ReadingProblems.FileNotFound, "There is no such file.")
                : Result<string>.Ok("file"));
        }
    }

    private sealed class RecordingWeb : IWebTexts
    {
        public List<string> Reads { get; } = [];

        public Task<Result<WebText>> ReadAsync(
            Uri url, string? knownTag, int maxBytes, CancellationToken cancellationToken)
        {
            Reads.Add(url.AbsoluteUri);
            return Task.FromResult<Result<WebText>>(new WebText("web", null));
        }
    }
}
