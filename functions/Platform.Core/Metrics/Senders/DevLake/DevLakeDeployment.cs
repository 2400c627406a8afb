using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;
using static Platform.Core.Metrics.Senders.DevLake.DevLakeTranslator;

namespace Platform.Core.Metrics.Senders.DevLake;

/// <summary>
/// A deployment, perhaps of several repositories: one for each component that the catalog makes from them, with the change sets
/// of all that are its own; one alone where the address names the component.
/// </summary>
internal sealed class DevLakeDeployment(SenderDelivery delivery, IComponentFinder finder)
{
    private const int MostCommits = 1000;

    public async Task<Translation> TellAsync(CancellationToken cancellationToken)
    {
        var payload = delivery.Payload;
        var sets = SetsOf(payload);
        var run = Either(payload, "id", "pipeline_id");
        var at = EitherInstant(payload, "finishedDate", "end_time");
        var result = Result(payload.Text("result"));
        List<(string, string)> missing =
        [
            .. run is null ? [("id", "the deployment's id")] : Array.Empty<(string, string)>(),
            .. at is null ? [("finishedDate", Instants.Requirements)] : Array.Empty<(string, string)>(),
        ];
        if (missing.Count > 0)
        {
            return Refusal.Of(missing);
        }

        if (result is null)
        {
            return Refusal.Wrong("result", payload["result"]?.DeepClone(), "SUCCESS, FAILURE, ABORT or MANUAL");
        }

        return sets.Count > MostCommits
            ? Refusal.TooLong("deploymentCommits", sets.Count, MostCommits, "deployments of fewer repositories")
            : await TellAsync(run!, at!.Value, result, sets, cancellationToken);
    }

    private async Task<Translation> TellAsync(
        string run, DateTimeOffset at, string result, IReadOnlyList<ChangeSet> sets, CancellationToken cancellationToken)
    {
        List<(Attribution Attribution, ChangeSet Set)> found = [];
        foreach (var set in sets)
        {
            found.Add((await finder.FindAsync(delivery, [], null, [set.Repository], cancellationToken), set));
        }

        if (found.Count == 0)
        {
            var named = await finder.FindAsync(delivery, [], null, [], cancellationToken);
            return named.Tell(Deployment(run, at, result, named, []).Write());
        }

        // What nobody made goes with the first that somebody did: a library's commit is deployed with the service.
        var known = found.Where(one => one.Attribution.Component is not null).ToList();
        var others = found.Where(one => one.Attribution.Component is null).Select(one => one.Set).ToList();
        if (known.Count == 0)
        {
            return Attribution.Tell(
                found.Select(one => one.Attribution),
                [Deployment(run, at, result, found[0].Attribution, others).Write()]);
        }

        var groups = known.GroupBy(one => one.Attribution.Component!.Canonical).ToList();
        return Attribution.Tell(found.Select(one => one.Attribution), [.. groups.Select((group, index) => Deployment(
            run, at, result, group.First().Attribution,
            [.. group.Select(one => one.Set), .. index == 0 ? others : []]).Write())]);
    }

    private ToldDeployment Deployment(
        string run, DateTimeOffset at, string result, Attribution attribution, IReadOnlyList<ChangeSet> sets)
    {
        var payload = delivery.Payload;
        var environment = payload.Text("environment")?.ToLowerInvariant() ?? delivery.HintedEnvironment();
        return new(
            Source, run, attribution.Component, environment ?? Attributing.DefaultEnvironment, result, at,
            Either(payload, "displayTitle", "name") ?? run)
        {
            StartedAt = EitherInstant(payload, "startedDate", "start_time"),
            ChangeSets = sets,
            Key = NaturalKey.Of(null, [run, CdEvent.Text(at), .. sets.Select(set => set.CommitSha ?? string.Empty)]),
        };
    }

    private static List<ChangeSet> SetsOf(JsonObject payload)
    {
        var commits = payload.Objects("deploymentCommits") is { Count: > 0 } current
            ? current : payload.Objects("deployment_commits");
        List<ChangeSet> sets = [.. commits.Append(payload)
            .Select(commit => new ChangeSet(
                Repositories.Normalize(Either(commit, "repoUrl", "repo_url")),
                commit.Sha("commitSha") ?? commit.Sha("commit_sha")))
            .Where(set => set.CommitSha is not null)
            .DistinctBy(set => (set.Repository, set.CommitSha))];
        return sets;
    }

    // DevLake's own words; without one it takes a deployment for a success.
    private static string? Result(string? text) => text?.ToUpperInvariant() switch
    {
        null or "SUCCESS" or "MANUAL" => ToldDeployment.Success,
        "FAILURE" => ToldDeployment.Failure,
        "ABORT" => ToldDeployment.Cancelled,
        _ => null,
    };
}
