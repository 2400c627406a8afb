using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Keeping;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>The first deployment of a service to staging, and to production, by what pipelines tell.</summary>
public sealed class DeploymentMilestones(ServiceTasks services, ITaskMilestones milestones) : IDeliveryListener
{
    // The same reading of an environment's name as the DORA figures have.
    private static readonly EnvironmentTiers Tiers = new(new Dictionary<string, EnvironmentTier>());

    public async Task OnHeardAsync(HeardEvent heard, CancellationToken cancellationToken)
    {
        if (heard.Told.Notice is not DeploymentNotice { State: DeploymentState.Success } deployment
            || MilestoneOf(deployment) is not { } milestone
            || await services.OfDeploymentAsync(deployment, cancellationToken) is not { } task)
        {
            return;
        }

        await milestones.RecordAsync(
            task, milestone, heard.Told.At, $"{heard.Told.Source} {heard.Told.Id}", cancellationToken);
    }

    private static Milestone? MilestoneOf(DeploymentNotice deployment) => Tiers.Of(deployment.Environment, deployment.Tier) switch
    {
        EnvironmentTier.Staging => Milestone.StagingDeployed,
        EnvironmentTier.Production => Milestone.ProductionDeployed,
        _ => null,
    };
}
