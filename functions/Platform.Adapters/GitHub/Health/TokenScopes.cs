using Octokit;
using Platform.Core.Health;

namespace Platform.Adapters.GitHub.Health;

/// <summary>
/// What a classic token may do, which GitHub tells with every answer. Fine-grained tokens and apps have no scopes, and the header
/// is missing or empty then: what they lack is only seen when a call is refused.
/// </summary>
internal static class TokenScopes
{
    private const string Header = "X-OAuth-Scopes";
    private const string Where = "at github.com/settings/tokens";

    private static readonly (string Scope, string Purpose)[] Needed =
    [
        ("repo", "make repositories, push to them and set up their webhooks"),
        ("workflow", "push the workflows of a service"),
    ];

    /// <summary>Null when nothing is missing, or nothing can be known.</summary>
    public static Finding? Judge(IResponse answer)
    {
        var header = answer.Headers.FirstOrDefault(pair => pair.Key.Equals(Header, StringComparison.OrdinalIgnoreCase)).Value;
        var held = (header ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (held.Length == 0)
        {
            return null;
        }

        var missing = Needed.Where(need => !held.Contains(need.Scope)).ToArray();
        if (missing.Length > 0)
        {
            return Finding.Failed(
                $"GitHub accepts the token, which can't {string.Join(", nor ", missing.Select(need => need.Purpose))}.",
                $"Give it {string.Join(" and ", missing.Select(need => $"the scope {need.Scope}"))} {Where}.");
        }

        return held.Contains("delete_repo")
            ? null
            : Finding.Warning(
                "GitHub accepts the token, which can't delete repositories: that of a failed scaffold is archived instead.",
                $"Give it the scope delete_repo {Where}, unless that is what you want.");
    }
}
