using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Functions.Scaffolding;

internal sealed class ScaffoldEnvironment(IConfiguration configuration, IOptions<GitHubOptions> github) : IScaffoldEnvironment
{
    public string GitHubHost => HostOf(new Uri(github.Value.GitHubApiUrl));

    // Read anew, because a host that chose its own port says so once it listens. Without a secret there is no hook: nobody could
    // tell GitHub's deliveries from others'.
    public Uri? WebhookUrl =>
        configuration[nameof(ScaffoldOptions.PlatformPublicUrl)] is { Length: > 0 } url
            && github.Value.GitHubWebhookSecret.Length > 0
            ? new Uri($"{url.TrimEnd('/')}/api/github/webhooks")
            : null;

    private static string HostOf(Uri api) => api.Host == "api.github.com" ? "github.com" : api.Authority;
}
