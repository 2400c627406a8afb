using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>A deployment in a sender's words, to be told in CDEvents'.</summary>
/// <param name="RunId">
/// With environment and attempt the deployment's natural key: everything that is told under it, by whomever, is one deployment.
/// </param>
/// <param name="Result">One of the results of customData.</param>
/// <param name="Service">By which its sender knows what was deployed.</param>
internal sealed record ToldDeployment(
    string Source, string RunId, EntityRef? Component, string Environment, string Result, DateTimeOffset At, string Service)
{
    public const string Success = "success";
    public const string Failure = "failure";
    public const string Cancelled = "cancelled";
    public const string InProgress = "in_progress";

    /// <value>What the id is made of when it is more than run, environment, attempt and result.</value>
    public string? Key { get; init; }

    public DeploymentKind Kind { get; init; } = DeploymentKind.Deployed;

    public int Attempt { get; init; } = 1;

    public DateTimeOffset? StartedAt { get; init; }

    public IReadOnlyList<ChangeSet> ChangeSets { get; init; } = [];

    public string? ArtifactId { get; init; }

    public string? Version { get; init; }

    public string? Supersedes { get; init; }

    /// <value>human, bot or unknown; null says nothing.</value>
    public string? Actor { get; init; }

    /// <value>What else is kept with it, under a name of its own.</value>
    public (string Name, JsonObject Value)? More { get; init; }

    public JsonObject Write()
    {
        var custom = new JsonObject
        {
            ["component"] = Component?.Canonical,
            ["result"] = Result,
            ["pipelineRunId"] = RunId,
            ["attempt"] = Attempt,
            ["startedAt"] = StartedAt is { } started ? CdEvent.Text(started) : null,
            ["version"] = Version,
            ["supersedes"] = Supersedes,
            ["changeSets"] = ChangeSets.Count == 0 ? null : new JsonArray([.. ChangeSets.Select(Write)]),
            ["actor"] = Actor is null ? null : new JsonObject { ["type"] = Actor },
        };
        if (More is { } more)
        {
            custom[more.Name] = more.Value;
        }

        var key = NaturalKey.Of(Component, Key ?? RunId, Environment, $"{Attempt}", Result);
        return new CdEvent(Source, key, $"service.{$"{Kind}".ToLowerInvariant()}", At, Subject())
        {
            Content = new() { ["environment"] = new JsonObject { ["id"] = Environment }, ["artifactId"] = ArtifactId },
            Custom = custom,
        }.Write();
    }

    // A service's own id is taken for a component: what the catalog doesn't know must not look like one.
    private string Subject() => Component?.Canonical ?? Sent.Short($"{Source}/{Service}");

    private static JsonObject Write(ChangeSet set)
    {
        var written = new JsonObject { ["repoUrl"] = set.Repository.Length == 0 ? null : set.Repository };
        written["commitSha"] = set.CommitSha;
        written["previousCommitSha"] = set.PreviousCommitSha;
        return written;
    }
}
