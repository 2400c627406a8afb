using Microsoft.Extensions.Options;
using Platform.Core.Access;

namespace Platform.Adapters.Backstage.Tokens;

/// <summary>
/// Settings for callers that a Backstage instance vouches for; the names are the flat names of the app's settings.
/// </summary>
public sealed class BackstageTokenOptions
{
    /// <summary>What the defaults of the settings below stand for.</summary>
    private const string UsualPlugins =
        "app,auth,catalog,events,kubernetes,mcp-actions,notifications,permission,proxy,scaffolder,search,signals,techdocs";

    private static readonly string[] KnownAlgorithms =
        ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"];

    /// <value>Backstage's <c>backend.baseUrl</c>. Left empty, no token of Backstage counts.</value>
    public string BackstageUrl { get; set; } = string.Empty;

    /// <value>Where its keys are read, when that is not the same address; <c>/api/auth</c> and so on follow.</value>
    public string BackstageKeysUrl { get; set; } = string.Empty;

    /// <value>What its users may do here.</value>
    public string BackstageUserRoles { get; set; } = "reader";

    /// <value>What its plugins may do here when they call for themselves.</value>
    public string BackstagePluginRoles { get; set; } = "reader";

    /// <value>The plugins whose tokens count. Keys are read of no others, whatever a token says.</value>
    public string BackstagePlugins { get; set; } = UsualPlugins;

    /// <value>The signatures that count, whatever a token says; ES256 is Backstage's own.</value>
    public string BackstageTokenAlgorithms { get; set; } = "ES256";

    internal bool IsConfigured => BackstageUrl.Length > 0;

    internal string Issuer => $"{BackstageUrl.TrimEnd('/')}/api/auth";

    internal IReadOnlyList<Role> UserRoles => RolesOf(BackstageUserRoles) ?? [];

    internal IReadOnlyList<Role> PluginRoles => RolesOf(BackstagePluginRoles) ?? [];

    internal IReadOnlyList<string> Plugins => Parts(BackstagePlugins);

    internal IReadOnlyList<string> Algorithms => Parts(BackstageTokenAlgorithms);

    internal Uri UserKeys => new($"{KeysRoot}/api/auth/.well-known/jwks.json");

    private string KeysRoot => (BackstageKeysUrl.Length > 0 ? BackstageKeysUrl : BackstageUrl).TrimEnd('/');

    internal Uri KeysOf(string plugin) => new($"{KeysRoot}/api/{plugin}/.backstage/auth/v1/jwks.json");

    internal IEnumerable<string> Failures()
    {
        if (IsConfigured && !IsSafe(BackstageUrl))
        {
            yield return $"{nameof(BackstageUrl)} is not valid; expected an https address without a query.";
        }

        if (BackstageKeysUrl.Length > 0 && !IsSafe(BackstageKeysUrl))
        {
            yield return $"{nameof(BackstageKeysUrl)} is not valid; expected an https address without a query.";
        }

        foreach (var (name, text) in new[]
        {
            (nameof(BackstageUserRoles), BackstageUserRoles), (nameof(BackstagePluginRoles), BackstagePluginRoles),
        })
        {
            if (RolesOf(text) is null)
            {
                yield return $"{name} is not valid; expected roles with commas between: "
                    + $"{string.Join(", ", Enum.GetNames<Role>()).ToLowerInvariant()}.";
            }
        }

        if (!Plugins.All(IsPlugin))
        {
            yield return $"{nameof(BackstagePlugins)} is not valid; expected ids of plugins with commas between.";
        }

        if (Algorithms.Count == 0 || !Algorithms.All(KnownAlgorithms.Contains))
        {
            yield return $"{nameof(BackstageTokenAlgorithms)} is not valid; expected some of "
                + $"{string.Join(", ", KnownAlgorithms)}.";
        }
    }

    private static bool IsSafe(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };

    private static bool IsPlugin(string id) => id.Length <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string[] Parts(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static List<Role>? RolesOf(string text)
    {
        var roles = new List<Role>();
        foreach (var part in Parts(text))
        {
            if (!Enum.GetNames<Role>().Contains(part, StringComparer.OrdinalIgnoreCase))
            {
                return null;
            }

            roles.Add(Enum.Parse<Role>(part, ignoreCase: true));
        }

        return roles;
    }
}

internal sealed class BackstageTokenOptionsValidator : IValidateOptions<BackstageTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, BackstageTokenOptions options) =>
        options.Failures().ToList() is { Count: > 0 } failures
            ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
}
