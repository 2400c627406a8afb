namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>Runs of workflows. One that is run again keeps its id and is another attempt.</summary>
internal sealed class WorkflowRunTelling(IComponentFinder finder) : IGitHubTelling
{
    private const string Run = "workflow_run";

    public string Event => Run;

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        var (phase, at) = payload.Action switch
        {
            "completed" => ("finished", payload.NeedTime($"{Run}.updated_at")),
            "in_progress" => ("started", Begun(payload)),
            _ => ("queued", Begun(payload)),
        };
        var (id, attempt) = (payload.NeedNumber($"{Run}.id"), payload.Number($"{Run}.run_attempt") ?? 1);
        var conclusion = payload.Text($"{Run}.conclusion");
        var component = await finder.ByRepositoryAsync(payload.Repository, cancellationToken);
        var run = new CdEvent(
            payload.Url, $"workflow_run:{id}:{attempt}:{phase}", $"pipelinerun.{phase}", at,
            $"{payload.Url}/actions/runs/{id}/attempts/{attempt}")
        {
            Content = new()
            {
                ["pipelineName"] = payload.Text($"{Run}.name") ?? payload.Text($"{Run}.path") ?? $"{id}",
                ["uri"] = payload.NeedText($"{Run}.html_url"),
                ["outcome"] = conclusion switch
                {
                    "success" => "success",
                    "failure" or "timed_out" or "startup_failure" => "failure",
                    _ => null,
                },
            },
            Custom = new()
            {
                ["component"] = component?.Canonical,
                ["repoUrl"] = payload.Url,
                ["commitSha"] = payload.Text($"{Run}.head_sha"),
                ["headRef"] = payload.Text($"{Run}.head_branch"),
                ["pipelineRunId"] = $"{id}",
                ["attempt"] = attempt,
                ["startedAt"] = Begun(payload) is var begun && begun != default ? CdEvent.Text(begun) : null,
                ["conclusion"] = conclusion,
                ["trigger"] = payload.Text($"{Run}.event"),
                ["workflowPath"] = payload.Text($"{Run}.path"),
                ["actor"] = payload.Actor($"{Run}.actor"),
            },
        };
        return new Translation.Told([run.Write()]);
    }

    private static DateTimeOffset Begun(Payload payload) =>
        payload.Time($"{Run}.run_started_at") ?? payload.NeedTime($"{Run}.created_at");
}
