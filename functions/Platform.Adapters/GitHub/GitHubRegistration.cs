using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.History;
using Platform.Adapters.GitHub.Http;
using Platform.Adapters.GitHub.Parts;
using Platform.Adapters.GitHub.People;
using Platform.Adapters.GitHub.PullRequests;
using Platform.Adapters.GitHub.Reading;
using Platform.Adapters.GitHub.Signs;
using Platform.Core.Catalog.People;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Reports;
using Platform.Core.Metrics.Backfill;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Metrics.Senders.GitHub.Lost;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub;

public static class GitHubRegistration
{
    /// <summary>Source control through GitHub's API; expects a <c>TableServiceClient</c> and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddGitHub(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GitHubOptions>().Bind(configuration).ValidateOnStart();
        // Deliveries signed with the text of a reference must be refused, as with no secret at all.
        services.PostConfigure<GitHubOptions>(options => options.GitHubWebhookSecret =
            VaultReference.IsUnresolved(options.GitHubWebhookSecret) ? string.Empty : options.GitHubWebhookSecret);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GitHubOptions>, GitHubOptionsValidator>());
        services.TryAddSingleton(provider =>
            RepositoryHost.Of(provider.GetRequiredService<IOptions<GitHubOptions>>().Value.ApiUrl));
        services.TryAddSingleton<IBudgetRows, TableBudgetRows>();
        services.TryAddSingleton(provider => new GitHubBudget(
            provider.GetRequiredService<IBudgetRows>(),
            BudgetLimits.From(provider.GetRequiredService<IOptions<GitHubOptions>>().Value),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IBudgetWaits, LoggedBudgetWaits>();
        services.TryAddSingleton<GitHubClientFactory>();
        services.TryAddSingleton(provider => provider.GetRequiredService<GitHubClientFactory>().Create());
        services.TryAddSingleton<ISourceControl, GitHubSourceControl>();
        services.TryAddSingleton<IRepositoryReading, GitHubReading>();
        services.TryAddSingleton<IRepositoryFolders, GitHubFolders>();
        services.TryAddSingleton<IRepositorySigns, RepositorySigns>();
        services.TryAddSingleton<IPullRequests, GitHubPullRequests>();
        services.TryAddSingleton<IRepositoryCommits, RepositoryCommits>();
        services.TryAddSingleton<IRepositoryHistory, GitHubHistory>();
        services.TryAddSingleton<IGitHubPast, GitHubPast>();
        services.TryAddSingleton<IHookDeliveries, HookDeliveries>();
        services.TryAddSingleton<ICallIdentity, CallIdentity>();
        services.AddRepositoryParts();
        services.AddOptions<GitHubPeopleOptions>().Bind(configuration).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<GitHubPeopleOptions>, GitHubPeopleOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPeopleDirectories, GitHubPeopleDirectories>());
        return services;
    }

    private static void AddRepositoryParts(this IServiceCollection services)
    {
        services.TryAddSingleton<RepositoryApi>();
        services.TryAddSingleton<ActionsSecrets>();
        services.TryAddSingleton<ActionsVariables>();
        services.TryAddSingleton<Issues>();
        services.TryAddSingleton<IRepositoryParts<Issue>>(provider => provider.GetRequiredService<Issues>());
        services.TryAddSingleton<IReportIssues, ReportIssues>();
        services.TryAddSingleton<IIssueLabels>(provider => provider.GetRequiredService<Issues>());
        services.TryAddSingleton<IWorkflowDispatch, WorkflowDispatch>();
        services.TryAddSingleton<ICheckRuns, CheckRuns>();
        services.TryAddSingleton<IOrganizationRulesets, OrganizationRulesets>();
        services.TryAddSingleton<IRepositoryParts<Webhook>, Webhooks>();
        services.TryAddSingleton<IRepositoryParts<Autolink>, Autolinks>();
        services.TryAddSingleton<IRepositoryParts<DeployKey>, DeployKeys>();
        services.TryAddSingleton<IRepositoryParts<Ruleset>, Rulesets>();
        services.TryAddSingleton<IRepositoryParts<Website>, Websites>();
        services.TryAddSingleton<IRepositoryParts<BranchProtection>, BranchProtections>();
        services.TryAddSingleton<IRepositoryParts<DeploymentEnvironment>, Environments>();
    }
}
