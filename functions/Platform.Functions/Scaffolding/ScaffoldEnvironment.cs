using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Functions.Scaffolding;

internal sealed class ScaffoldEnvironment(IOptions<ScaffoldOptions> scaffolding, IOptions<GitHubOptions> github) : IScaffoldEnvironment
{
    public string GitHubHost => HostOf(new Uri(github.Value.GitHubApiUrl));

    // Without a secret nobody could tell GitHub's deliveries from others'.
    public Uri? WebhookUrl => scaffolding.Value.PlatformPublicUrl.Length > 0 && github.Value.GitHubWebhookSecret.Length > 0
        ? new Uri($"{scaffolding.Value.PlatformPublicUrl.TrimEnd('/')}/api/github/webhooks")
        : null;

    private static string HostOf(Uri api) => api.Host == "api.github.com" ? "github.com" : api.Authority;
}
