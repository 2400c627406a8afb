using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.Scaffolding;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Debugging;
using Platform.Core.Scaffolding.Actions.Describing;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Actions.Files;
using Platform.Core.Scaffolding.Actions.Notifying;
using Platform.Core.Scaffolding.Actions.Registering;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Approvals;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.SourceControl;
using Platform.Functions.Hosting;
using Platform.Functions.Scaffolding.Deploying;
using Platform.Functions.Scaffolding.Onboarding;
using Platform.Functions.Scaffolding.Promotion;
using Platform.Functions.Scaffolding.Remote;

namespace Platform.Functions.Scaffolding;

internal static class ScaffoldingRegistration
{
    public static IServiceCollection AddScaffolding(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScaffoldOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScaffoldOptions>, ScaffoldOptionsValidation>();
        return services
            .AddScaffoldStorage()
            .AddOnboarding()
            .AddDeploying(configuration)
            .AddTemplates(configuration)
            .AddSingleton<IScaffoldEnvironment, ScaffoldEnvironment>()
            .AddSingleton<IBudgetWaits, TaskLogBudgetWaits>()
            .AddSingleton<EventSignal>()
            .AddSingleton<EventFollower>()
            .AddSingleton<EventStream>()
            .AddSingleton(_ => new SkeletonRenderer())
            .AddSingleton<FetchSources>()
            .AddSingleton<IScaffoldAction, FetchTemplateAction>()
            .AddSingleton<IScaffoldAction, FetchTemplateFileAction>()
            .AddSingleton<IScaffoldAction, FetchPlainAction>()
            .AddSingleton<IScaffoldAction, FetchPlainFileAction>()
            .AddSingleton<IScaffoldAction, DeleteFilesAction>()
            .AddSingleton<IScaffoldAction, RenameFilesAction>()
            .AddSingleton<IScaffoldAction, ReadFolderAction>()
            .AddSingleton<IScaffoldAction, WriteEntityAction>()
            .AddSingleton<IScaffoldAction, FetchEntityAction>()
            .AddSingleton<IScaffoldAction, NotifySlackAction>()
            .AddSingleton<IScaffoldAction, LogAction>()
            .AddSingleton<IScaffoldAction, WaitAction>()
            .AddGitHubActions()
            .AddSingleton<IScaffoldAction, RegisterInCatalogAction>()
            .AddSingleton<IScaffoldAction, VerifyFirstRunAction>()
            .AddOutsideActions(configuration)
            .AddSingleton<IScaffoldAction, ApprovalAction>()
            .AddSingleton<GroupMembership>()
            .AddSingleton<ApprovalDesk>()
            .AddSingleton<ActionRegistry>()
            .AddSingleton<TemplateActions>()
            .AddSingleton<IDocumentChecks>(provider => new TemplateChecks(provider.GetRequiredService<TemplateActions>))
            .AddSingleton(RetryPauses.Usual)
            .AddSingleton<TurnSecrets>()
            .AddSingleton<ActionRunner>()
            .AddSingleton<StepPreparation>()
            .AddSingleton<DryRun>()
            .AddSingleton<DryRunHandler>()
            .AddSingleton<AutocompleteHandler>()
            .AddSingleton<TaskPlaces>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<ScaffoldOptions>>().Value.Limits)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<ScaffoldOptions>>().Value.LongestWait)
            .AddSingleton<SlotProcess>()
            .AddSingleton<TaskWatches>()
            .AddSingleton<TaskPlanning>()
            .AddSingleton<TaskEnding>()
            .AddSingleton<TasksAtWork>()
            .AddSingleton<TaskProcess>()
            .AddSingleton<TaskSignals>()
            .AddSingleton<TaskStarter>()
            .AddSingleton<TaskControl>()
            .AddSingleton<TaskSecretIntake>()
            .AddSingleton<CreateTaskHandler>()
            .AddSingleton<RestartTaskHandler>()
            .AddSingleton<OrchestrationSignals>()
            .AddSingleton<IGitHubEventHandler, WorkflowRunHandler>()
            .AddSingleton<IDeliveryTraces, CommitTraces>()
            .AddSingleton<ICatalogListener, RegistrationListener>();
    }
}
