using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>Addresses that Octokit has no method for, or an outdated one; relative to the API's root.</summary>
internal static class GitHubRoutes
{
    /// <summary>
    /// Octokit asks for <c>git/refs/heads/x</c>, which answers with a prefix search and is no longer documented.
    /// </summary>
    public static Uri Branch(RepositoryName repository, string branch) => Of(repository, $"git/ref/heads/{Escape(branch)}");

    public static Uri Environment(RepositoryName repository, string name) =>
        Of(repository, $"environments/{Uri.EscapeDataString(name)}");

    public static Uri Variables(RepositoryName repository) => Of(repository, "actions/variables");

    public static Uri Variable(RepositoryName repository, string name) =>
        Of(repository, $"actions/variables/{Uri.EscapeDataString(name)}");

    public static Uri Rulesets(RepositoryName repository) => Of(repository, "rulesets");

    public static Uri Contents(RepositoryName repository, string path, string reference) =>
        Of(repository, $"contents/{Escape(path)}?ref={Uri.EscapeDataString(reference)}");

    /// <summary>The first entries of a listing, to see whether there are any.</summary>
    public static Uri First(RepositoryName repository, string listing, int count) =>
        Of(repository, $"{listing}{(listing.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={count}");

    private static Uri Of(RepositoryName repository, string rest) =>
        new($"repos/{repository.Owner}/{repository.Name}/{rest}", UriKind.Relative);

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
