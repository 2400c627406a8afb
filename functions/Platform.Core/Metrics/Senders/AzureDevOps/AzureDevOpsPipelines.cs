using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.AzureDevOps;

/// <summary>Builds, runs of pipelines, and the deployments of classic releases.</summary>
internal sealed class AzureDevOpsPipelines(SenderDelivery delivery, IComponentFinder finder)
{
    private readonly JsonObject _payload = delivery.Payload;

    public Task<Translation> BuildAsync(CancellationToken cancellationToken)
    {
        var build = _payload.Object("resource");
        var repository = build.Text("repository.url") ?? build.Text("repository.remoteUrl");
        return EndedAsync(
            new(build.Text("id"), build.Text("result") ?? build.Text("status"), build.Instant("startTime"),
                build.Instant("finishTime"), build.Text("definition.name"), "resource.finishTime",
                SetsOf([(repository, build.Sha("sourceVersion"))])),
            [repository],
            cancellationToken);
    }

    public Task<Translation> RunAsync(CancellationToken cancellationToken)
    {
        var run = _payload.Object("resource.run");
        if (run.Text("state") is "inProgress" or "canceling")
        {
            return Task.FromResult<Translation>(new Translation.Ignored(IgnoredReasons.RunNotEnded));
        }

        var repositories = _payload.Objects("resource.repositories");
        return EndedAsync(
            new(run.Text("id"), run.Text("result"), run.Instant("createdDate"), run.Instant("finishedDate"),
                _payload.Text("resource.pipeline.name"), "resource.run.finishedDate",
                SetsOf(
                [
                    .. repositories.Select(repository => (repository.Text("url"), repository.Sha("change.version"))),
                    (repositories is [var only, ..] ? only.Text("url") : null, run.Sha("resources.repositories.self.version")),
                ])),
            repositories.Select(repository => repository.Text("url")),
            cancellationToken);
    }

    public async Task<Translation> ReleaseAsync(CancellationToken cancellationToken)
    {
        var resource = _payload.Object("resource");
        var (stage, deployment) = (resource.Object("environment"), resource.Object("deployment"));
        var release = stage.Text("release.id") ?? deployment.Text("release.id") ?? stage.Text("releaseId");
        var name = stage.Text("name") ?? deployment.Text("releaseEnvironment.name");
        var at = deployment.Instant("completedOn") ?? _payload.Instant("createdDate");
        var result = Result(stage.Text("status") ?? deployment.Text("deploymentStatus"));
        if (release is null || name is null || at is null)
        {
            return Refusal.Of(new (string Field, string Expected, bool Is)[]
            {
                ("resource.environment.release.id", "the release's id", release is null),
                ("resource.environment.name", "the stage's name", name is null),
                ("createdDate", Instants.Requirements, at is null),
            }.Where(one => one.Is).Select(one => (one.Field, one.Expected)));
        }

        if (result is null)
        {
            return Refusal.Wrong("resource.environment.status", stage.Text("status"), Results);
        }

        var artifacts = deployment.Objects("release.artifacts");
        var repositories = artifacts.Select(artifact => artifact.Text("definitionReference.repository.name")).ToList();
        var definition = deployment.Text("releaseDefinition.name") ?? resource.Text("release.releaseDefinition.name");
        var attribution = await finder.FindAsync(
            delivery, AzureDevOpsKeys.Of(null, definition), null, repositories, cancellationToken);
        return attribution.Tell(new ToldDeployment(
            AzureDevOpsKeys.Source, AzureDevOpsKeys.Release(_payload, release, stage.Text("id") ?? name), attribution.Component,
            name, result, at.Value, definition ?? stage.Text("release.name") ?? release)
        {
            Attempt = Math.Clamp(deployment.Whole("attempt") ?? 1, 1, 1_000_000),
            StartedAt = deployment.Instant("startedOn"),
            ChangeSets = SetsOf([.. artifacts.Select(artifact => (
                artifact.Text("definitionReference.repository.name"), artifact.Sha("definitionReference.sourceVersion.id")))]),
        }.Write());
    }

    private async Task<Translation> EndedAsync(
        Ended ended, IEnumerable<string?> repositories, CancellationToken cancellationToken)
    {
        if (ended.Id is null || ended.At is null)
        {
            return Refusal.Missing(ended.Id is null ? "resource.id" : ended.AtField, "what an ended run has");
        }

        if (Result(ended.Result) is not { } result)
        {
            return Refusal.Wrong("resource.result", ended.Result, Results);
        }

        var run = AzureDevOpsKeys.Run(_payload, ended.Id);
        if (delivery.HintedEnvironment() is not { } environment)
        {
            return new Translation.Told([new CdEvent(
                AzureDevOpsKeys.Source, NaturalKey.Of(null, run, CdEvent.Text(ended.At.Value), result), "pipelinerun.finished",
                ended.At.Value, run)
            {
                Content = new() { ["pipelineName"] = ended.Pipeline, ["outcome"] = result },
            }.Write()]);
        }

        var repository = repositories.OfType<string>().ToList();
        var attribution = await finder.FindAsync(
            delivery, AzureDevOpsKeys.Of(repository.Count > 0 ? repository[0] : null, ended.Pipeline), null, repository,
            cancellationToken);
        return attribution.Tell(new ToldDeployment(
            AzureDevOpsKeys.Source, run, attribution.Component, environment, result, ended.At.Value, ended.Pipeline ?? run)
        {
            Key = $"{run}/{CdEvent.Text(ended.At.Value)}/{_payload.Text("eventType")}",
            StartedAt = ended.StartedAt,
            ChangeSets = ended.Sets,
        }.Write());
    }

    private const string Results = "succeeded, partiallySucceeded, failed, rejected, canceled or stopped";

    // Partly: a step that may fail did; what was to be deployed is.
    private static string? Result(string? text) => text?.ToLowerInvariant() switch
    {
        "succeeded" or "partiallysucceeded" => ToldDeployment.Success,
        "failed" or "rejected" => ToldDeployment.Failure,
        "canceled" or "cancelled" or "stopped" => ToldDeployment.Cancelled,
        _ => null,
    };

    private static List<ChangeSet> SetsOf(IEnumerable<(string? Repository, string? Commit)> told) =>
    [
        .. told.Where(set => set.Commit is not null)
            .Select(set => new ChangeSet(Repositories.Normalize(set.Repository), set.Commit))
            .DistinctBy(set => (set.Repository, set.CommitSha)),
    ];

    private sealed record Ended(
        string? Id,
        string? Result,
        DateTimeOffset? StartedAt,
        DateTimeOffset? At,
        string? Pipeline,
        string AtField,
        IReadOnlyList<ChangeSet> Sets);
}
