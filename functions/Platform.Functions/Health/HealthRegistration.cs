using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.GitHub.Health;
using Platform.Adapters.Slack.Health;
using Platform.Adapters.Storage.Health;
using Platform.Functions.Catalog.People;
using Platform.Functions.GitHub;
using Platform.Functions.Hosting;
using Platform.Functions.Queues;
using Platform.Functions.Scaffolding;
using Platform.Functions.Scaffolding.Promotion;

namespace Platform.Functions.Health;

internal static class HealthRegistration
{
    /// <summary>The one list of what the app depends on; <c>GET health</c> and the doctor go by it.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton(HealthPatience.OfRequests)
        .AddSingleton<HealthReports>()
        .AddProbe<TableProbe>("tables", ProbeTags.Vital)
        .AddProbe<QueueProbe>("queues", ProbeTags.Vital)
        .AddProbe<BlobProbe>("blobs", ProbeTags.Vital)
        .AddProbe<OrchestrationProbe>("orchestrations", ProbeTags.Vital, ProbeTags.Host)
        .AddProbe<ClockProbe>("clock", ProbeTags.Serving)
        .AddProbe<PoisonProbe>("poison", ProbeTags.Serving)
        .AddProbe<VaultProbe>("vault", ProbeTags.Serving)
        .AddProbe<GitHubProbe>("github", ProbeTags.Serving)
        .AddProbe<WebhookProbe>("webhooks", ProbeTags.Serving)
        .AddProbe<SlackProbe>("slack", ProbeTags.Serving)
        .AddProbe<PeopleProbe>("people", ProbeTags.Serving)
        .AddProbe<TemplatesProbe>("templates", ProbeTags.Serving)
        .AddProbe<VerificationProbe>("template-verification", ProbeTags.Serving);
}
