using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Actions.Publishing;

namespace Platform.Functions.Scaffolding;

internal static class GitHubActions
{
    /// <summary>The actions that publish, and those on repositories that exist.</summary>
    public static IServiceCollection AddGitHubActions(this IServiceCollection services) => services
        .AddSingleton<GitHubSteps>()
        .AddSingleton<RepositoryUndo>()
        .AddSingleton<IScaffoldAction, PublishGitHubAction>()
        .AddSingleton<IScaffoldAction, PullRequestAction>()
        .AddSingleton<IScaffoldAction, CreateRepositoryAction>()
        .AddSingleton<IScaffoldAction, PushRepositoryAction>()
        .AddSingleton<IScaffoldAction, FinishRepositoryAction>()
        .AddSingleton<IScaffoldAction, CreateWebhookAction>()
        .AddSingleton<IScaffoldAction, CreateEnvironmentAction>()
        .AddSingleton<IScaffoldAction, ProtectBranchAction>()
        .AddSingleton<IScaffoldAction, CreateIssueAction>()
        .AddSingleton<IScaffoldAction, LabelIssueAction>()
        .AddSingleton<IScaffoldAction, DispatchWorkflowAction>()
        .AddSingleton<IScaffoldAction, CreateAutolinkAction>()
        .AddSingleton<IScaffoldAction, CreateDeployKeyAction>()
        .AddSingleton<IScaffoldAction, EnablePagesAction>()
        .AddSingleton<IScaffoldAction, CreateRulesetAction>();
}
