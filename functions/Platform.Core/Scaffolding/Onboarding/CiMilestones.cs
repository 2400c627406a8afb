using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>
/// The first run of a workflow that ended green on a service's default branch, whichever workflow and commit it was: a service
/// whose very first run was red is green when somebody mended it.
/// </summary>
public sealed class CiMilestones(ServiceTasks services, ITaskMilestones milestones) : IGitHubEventHandler
{
    public string Event => "workflow_run";

    public async Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var (run, repository) = (delivery.Payload["workflow_run"], delivery.Payload["repository"]);
        if (Text(delivery.Payload["action"]) != "completed"
            || Text(run?["conclusion"]) != "success"
            || Text(run?["head_branch"]) != Text(repository?["default_branch"])
            || !Instants.TryParse(Text(run?["updated_at"]), out var endedAt)
            || !RepositoryName.TryParse(Text(repository?["full_name"]), out var name))
        {
            return;
        }

        foreach (var task in await services.OfRepositoryAsync(name, cancellationToken))
        {
            await milestones.RecordAsync(
                task, Milestone.FirstCiGreen, endedAt, Text(run?["html_url"]) ?? $"{name}", cancellationToken);
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
