using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.SourceControl;
using Platform.Core.Metrics.Senders;
using Platform.Core.SourceControl;

namespace Platform.Functions.GitHub;

internal static class GitHubRegistration
{
    public static IServiceCollection AddGitHubWebhooks(this IServiceCollection services) => services
        .AddSourceControlStorage()
        .AddSingleton<GitHubEventDispatcher>()
        .AddSingleton<IDeferredDeliveries, DeferredGitHubDeliveries>()
        .AddSingleton<GitHubWebhookHandler>();
}
