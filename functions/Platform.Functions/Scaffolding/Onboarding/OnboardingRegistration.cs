using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.SourceControl;

namespace Platform.Functions.Scaffolding.Onboarding;

internal static class OnboardingRegistration
{
    public static IServiceCollection AddOnboarding(this IServiceCollection services) => services
        .AddSingleton<RepositoryMarks>()
        .AddSingleton<ITaskMilestones, OnboardingClock>()
        .AddSingleton<ServiceTasks>()
        .AddSingleton<OnboardingReading>()
        .AddSingleton<IDeliveryListener, DeploymentMilestones>()
        .AddSingleton<ICatalogListener, CatalogMilestones>()
        .AddSingleton<IGitHubEventHandler, CiMilestones>();
}
