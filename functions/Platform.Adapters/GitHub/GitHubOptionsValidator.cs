using Microsoft.Extensions.Options;

namespace Platform.Adapters.GitHub;

/// <summary>Lists everything that is wrong with the settings at once, at start.</summary>
internal sealed class GitHubOptionsValidator : IValidateOptions<GitHubOptions>
{
    public ValidateOptionsResult Validate(string? name, GitHubOptions options)
    {
        var failures = new List<string>();
        if (options.GitHubApiUrl.Length > 0
            && (!Uri.TryCreate(options.GitHubApiUrl, UriKind.Absolute, out var url) || !IsSafe(url)))
        {
            failures.Add($"GitHubApiUrl '{options.GitHubApiUrl}' must be an https address (http is accepted on loopback only).");
        }

        if (string.IsNullOrWhiteSpace(options.GitHubToken))
        {
            failures.Add("GitHubToken is empty: set a token that may create repositories in the organisation.");
        }

        Range(failures, nameof(options.GitHubMutationsPerMinute), options.GitHubMutationsPerMinute, 1, 100_000);
        Range(failures, nameof(options.GitHubMutationsPerHour), options.GitHubMutationsPerHour, 1, 1_000_000);
        Range(failures, nameof(options.GitHubLongestWaitSeconds), options.GitHubLongestWaitSeconds, 0, 240);
        Range(failures, nameof(options.GitHubReadyTimeoutSeconds), options.GitHubReadyTimeoutSeconds, 1, 240);
        Range(failures, nameof(options.GitHubCallTimeoutSeconds), options.GitHubCallTimeoutSeconds, 1, 240);
        Range(failures, nameof(options.GitHubSmallestWaitMilliseconds), options.GitHubSmallestWaitMilliseconds, 1, 60_000);
        Range(failures, nameof(options.GitHubWaitWithoutHintSeconds), options.GitHubWaitWithoutHintSeconds, 0, 900);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsSafe(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    private static void Range(List<string> failures, string name, int value, int from, int to)
    {
        if (value < from || value > to)
        {
            failures.Add($"{name} is {value}; expected {from} to {to}.");
        }
    }
}
