using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Actions.Deploying;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Actions.Remote;
using Platform.Core.Scaffolding.Approvals;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

public static class ScaffoldStorage
{
    /// <summary>Expects the storage clients, the content store and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddScaffoldStorage(this IServiceCollection services) => services
        .AddSingleton<ITaskStore, TableTaskStore>()
        .AddSingleton<ITaskNames, TableTaskNames>()
        .AddSingleton<ITaskSecrets, TableTaskSecrets>()
        .AddSingleton<IApprovals, TableApprovals>()
        .AddSingleton<ISlotQueues, TableSlotQueues>()
        .AddSingleton<IRemoteActionStore, TableRemoteActions>()
        .AddSingleton<IRemoteCallStore, TableRemoteCalls>()
        .AddSingleton<IEventLog, TableEventLog>()
        .AddSingleton<ICommitIndex, TableCommitIndex>()
        .AddSingleton<IArgoCdStates, TableArgoCdStates>()
        .AddSingleton<ITemplateVersions, TableTemplateVersions>()
        .AddSingleton<IOnboardingStore, TableOnboardingStore>()
        .AddSingleton<IProvenanceStore, TableProvenanceStore>();
}
