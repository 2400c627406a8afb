using System.Net;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>
/// The one table of GitHub's errors: what may pass is thrown as transient, the rest is a problem with a code. Rate limits never
/// get here, the handler below Octokit has them.
/// </summary>
internal sealed class GitHubErrors(TimeProvider clock, TimeSpan youth)
{
    // What a repository answers in the seconds after its creation, besides 404 and 409 (argocd-autopilot #372).
    private const string YoungRepositoryError = "reference does not exist";

    // We only name objects that GitHub has just told us: they are there, but not everywhere yet.
    private static readonly string[] LateObjects = ["tree sha does not exist", "not a valid tree oid", "object does not exist"];

    // In the words of hooks, variables and rulesets.
    private static readonly string[] Twins = ["already exists", "already_exists", "must be unique"];

    private static readonly string[] ReadOnly = ["archived so is read-only"];

    public static bool IsError(Exception exception) =>
        exception is ApiException or HttpRequestException or IOException or OperationCanceledException;

    /// <summary>Another attempt made the same thing between our look and our call.</summary>
    public static bool IsAlreadyThere(ApiException answer) =>
        answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict && Says(Said(answer), Twins);

    /// <exception cref="TransientSourceControlException">The same call may work later.</exception>
    public Problem Translate(Exception exception, CallContext context) => exception switch
    {
        ApiException answer => Translate(answer, context),
        _ => throw new TransientSourceControlException(
            GitHubProblems.Unavailable, $"{context.Sentence}: the connection failed", inner: exception),
    };

    /// <summary>Whether what can't be seen yet may only be late.</summary>
    public bool IsYoung(CallContext context) => context.CreatedAt is { } createdAt && clock.GetUtcNow() - createdAt < youth;

    private Problem Translate(ApiException answer, CallContext context)
    {
        var young = IsYoung(context);
        var said = Said(answer);
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound when young || context.IsThere => throw Passing(GitHubProblems.NotReadableYet),
            HttpStatusCode.NotFound => Final(GitHubProblems.RepositoryNotFound, "it does not exist, or the token may not see it"),
            HttpStatusCode.Conflict when IsEmpty(said) && young => throw Passing(GitHubProblems.NotReadableYet),
            HttpStatusCode.Conflict when IsEmpty(said) => Final(GitHubProblems.Empty, "it has no commit, and stays so"),
            HttpStatusCode.Conflict => throw Passing(GitHubProblems.Conflict),
            HttpStatusCode.UnprocessableEntity when Says(said, LateObjects) || (young && Says(said, YoungRepositoryError)) =>
                throw Passing(GitHubProblems.NotReadableYet),
            HttpStatusCode.Unauthorized => Final(GitHubProblems.Unauthorized, "the token (GitHubToken) is not accepted"),
            HttpStatusCode.Forbidden when Says(said, ReadOnly) =>
                Final(GitHubProblems.Archived, "it was archived, so it can only be read; unarchive it, or choose another"),
            HttpStatusCode.Forbidden => Final(GitHubProblems.Forbidden, $"the token may not do this; GitHub says: {said}"),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => throw Passing(GitHubProblems.Unavailable),
            _ => Final(GitHubProblems.Rejected, $"GitHub answers {(int)answer.StatusCode}: {said}"),
        };

        TransientSourceControlException Passing(string code) =>
            new(code, $"{context.Sentence}: GitHub answers {(int)answer.StatusCode}: {said}", inner: answer);

        Problem Final(string code, string why) => new(
            code, $"{char.ToUpperInvariant(context.Sentence[0])}{context.Sentence[1..]}: {why}.", "repository",
            context.Repository?.ToString());
    }

    private static bool IsEmpty(string said) => said.Contains("repository is empty", StringComparison.OrdinalIgnoreCase);

    private static bool Says(string said, params ReadOnlySpan<string> errors)
    {
        foreach (var error in errors)
        {
            if (said.Contains(error, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>GitHub's own words, which name the field that it does not like.</summary>
    private static string Said(ApiException answer)
    {
        var message = answer.ApiError?.Message is { Length: > 0 } text ? text : answer.StatusCode.ToString();
        var details = (answer.ApiError?.Errors ?? [])
            .Select(error => new[] { error.Resource, error.Field, error.Code, error.Message })
            .Select(parts => string.Join(' ', parts.Where(part => part is { Length: > 0 })))
            .Where(detail => detail.Length > 0)
            .ToList();
        return details.Count == 0 ? message : $"{message} ({string.Join("; ", details)})";
    }
}
