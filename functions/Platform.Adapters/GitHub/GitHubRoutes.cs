using System.Globalization;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>Addresses that Octokit has no method for, or an outdated one; relative to the API's root.</summary>
internal static class GitHubRoutes
{
    /// <summary>
    /// Octokit asks for <c>git/refs/heads/x</c>, which answers with a prefix search and is no longer documented.
    /// </summary>
    public static Uri Branch(RepositoryName repository, string branch) => Of(repository, $"git/ref/heads/{Escape(branch)}");

    public static Uri Branches(RepositoryName repository, int perPage, int page) =>
        Of(repository, string.Create(CultureInfo.InvariantCulture, $"branches?per_page={perPage}&page={page}"));

    public static Uri Environment(RepositoryName repository, string name) =>
        Of(repository, $"environments/{Uri.EscapeDataString(name)}");

    public static Uri Variables(RepositoryName repository) => Of(repository, "actions/variables");

    public static Uri Variable(RepositoryName repository, string name) =>
        Of(repository, $"actions/variables/{Uri.EscapeDataString(name)}");

    public static Uri Rulesets(RepositoryName repository) => Of(repository, "rulesets");

    public static Uri Contents(RepositoryName repository, string path, string reference) =>
        Of(repository, $"contents/{Escape(path)}?ref={Uri.EscapeDataString(reference)}");

    public static Uri Repositories(string organization, int perPage, int page) => new(
        $"orgs/{Uri.EscapeDataString(organization)}/repos?sort=created&direction=asc&per_page={perPage}&page={page}",
        UriKind.Relative);

    public static Uri Repository(RepositoryName repository) => new($"repos/{repository}", UriKind.Relative);

    public static Uri Tree(RepositoryName repository, string reference, bool recursive) =>
        Of(repository, $"git/trees/{Uri.EscapeDataString(reference)}{(recursive ? "?recursive=1" : string.Empty)}");

    public static Uri Blob(RepositoryName repository, string sha) => Of(repository, $"git/blobs/{sha}");

    /// <summary>A page of one commit: the files come with the first page, whatever its size.</summary>
    public static Uri Comparison(RepositoryName repository, string from, string to) => Of(
        repository, $"compare/{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(to)}?per_page=1");

    public static Uri Archive(RepositoryName repository, string reference) =>
        Of(repository, $"tarball/{Escape(reference)}");

    /// <summary>The first entries of a listing, to see whether there are any.</summary>
    public static Uri First(RepositoryName repository, string listing, int count) =>
        Of(repository, $"{listing}{(listing.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={count}");

    public static Uri Of(RepositoryName repository, string rest) =>
        new($"repos/{repository.Owner}/{repository.Name}/{rest}", UriKind.Relative);

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
