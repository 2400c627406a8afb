using System.Globalization;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Health;

namespace Platform.Adapters.GitHub.Health;

/// <summary>
/// Asks for the token's rate limit: the one call that GitHub does not count, and that any valid token may make.
/// </summary>
public sealed class GitHubProbe(IGitHubClient client) : IProbe
{
    private const string Setting = nameof(GitHubOptions.GitHubToken);

    /// <summary>Below this share of the hour's calls a handful of scaffolds can use up the rest.</summary>
    private const double FewLeft = 0.1;

    private static readonly Uri RateLimit = new("rate_limit", UriKind.Relative);

    public static Finding Explain(Exception failure) => failure switch
    {
        OptionsValidationException invalid => Finding.Failed(
            $"The settings for GitHub are not valid: {string.Join(' ', invalid.Failures)}", "Mend the settings that are named."),
        AuthorizationException => Finding.Failed(
            $"GitHub does not accept the token in {Setting}: it is wrong, has expired or was revoked.",
            $"Make a new token and put it into {Setting}."),
        ForbiddenException forbidden => Finding.Failed(
            $"GitHub refuses the token in {Setting}: {forbidden.Message}",
            "Let the organisation approve the token (and its single sign-on), or wait if GitHub speaks of a limit."),
        ApiException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } down => Finding.Failed(
            $"GitHub answers {(int)down.StatusCode}: it has trouble of its own.",
            "Look at githubstatus.com, or at your own server; scaffolds wait and go on by themselves."),
        ApiException other => Finding.Failed(
            $"What answers at {nameof(GitHubOptions.GitHubApiUrl)} is not GitHub's API (status {(int)other.StatusCode}).",
            "Leave it empty for github.com; on Enterprise Server it ends in /api/v3/."),
        TimeoutException late => Finding.Failed(
            $"GitHub gives {late.Message}.", "Check the network, the proxy and githubstatus.com."),
        InvalidOperationException or FormatException or ArgumentException => Finding.Failed(
            "GitHub can't be asked: other settings don't let the client be made.",
            "Mend the settings whose lines say what is wrong."),
        _ => Finding.Failed(
            $"GitHub can't be reached: {failure.GetType().Name}.",
            $"Check the network, the proxy and {nameof(GitHubOptions.GitHubApiUrl)}."),
    };

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        CallScope.Enter(cancellationToken);
        try
        {
            var answer = await client.Connection.Get<MiscellaneousRateLimit>(RateLimit, null);
            return TokenScopes.Judge(answer.HttpResponse) ?? Judge(answer.Body.Resources.Core);
        }
        catch (NotFoundException unlimited) when (IsUnlimited(unlimited))
        {
            return Finding.Fine("GitHub accepts the token; this server limits no rates.");
        }
    }

    private static Finding Judge(RateLimit limit)
    {
        var reset = limit.Reset.ToString("HH:mm", CultureInfo.InvariantCulture);
        var message = $"GitHub accepts the token; {limit.Remaining} of {limit.Limit} calls are left until {reset} UTC.";
        return limit.Remaining < limit.Limit * FewLeft
            ? Finding.Warning(message, "Wait until then, or use a token (or an app) that nothing else uses up.")
            : Finding.Fine(message);
    }

    // Enterprise Server answers so where an administrator has switched limits off, which is its default.
    private static bool IsUnlimited(NotFoundException answer) =>
        answer.Message.Contains("rate limiting is not enabled", StringComparison.OrdinalIgnoreCase);
}
