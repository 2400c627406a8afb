using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>One event of a deployment's course.</summary>
/// <param name="What">With the deployment's id its identity.</param>
internal sealed record DeploymentStep(string What, string Result, DateTimeOffset At, string? Environment, string? LogUrl);

/// <summary>Deployments as GitHub knows them: component, environment and the deployment's id are one deployment.</summary>
internal static class DeploymentStory
{
    public static async Task<Translation> TellAsync(
        Payload payload, RepositoryComponents components, DeploymentStep step, CancellationToken cancellationToken)
    {
        var environment = step.Environment ?? payload.NeedText("deployment.environment");
        var whom = await components.OfAsync(
            payload,
            Component(payload.Object("deployment")?["payload"]),
            [environment, payload.Text("deployment.task")],
            cancellationToken);
        return new Translation.Told([.. whom.Components.Select(one => Deployed(payload, step, environment, one).Write())])
        {
            Unattributed = whom.Unknown,
        };
    }

    private static CdEvent Deployed(Payload payload, DeploymentStep step, string environment, EntityRef? component)
    {
        var id = payload.NeedNumber("deployment.id");
        return new(
            payload.Url,
            $"deployment:{Attribution.IdOf(component)}:{environment}:{id}:{step.What}",
            "service.deployed",
            step.At,
            component?.Canonical ?? $"{payload.Url}/deployments/{id}")
        {
            Content = CdEvent.In(environment),
            Custom = new()
            {
                ["component"] = component?.Canonical,
                ["repoUrl"] = payload.Url,
                ["commitSha"] = payload.NeedText("deployment.sha"),
                ["environmentTier"] = payload.IsTrue("deployment.production_environment") ? "production"
                    : payload.IsTrue("deployment.transient_environment") ? "development" : null,
                ["result"] = step.Result,
                ["pipelineRunId"] = $"github:deployment:{id}",
                ["actor"] = payload.Actor("deployment.creator"),
                ["logUrl"] = step.LogUrl,
            },
        };
    }

    /// <summary>The payload of a deployment is free: whoever makes one may say there what it is of.</summary>
    private static string? Component(JsonNode? payload) => Payload.TextOf((payload as JsonObject)?["component"]);
}
