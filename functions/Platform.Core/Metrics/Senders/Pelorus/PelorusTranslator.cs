using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.Pelorus;

/// <summary>
/// Pelorus' generic webhook: an image of a commit, an image deployed, a failure. A header names which; the payload's own fields
/// tell, too, so that it isn't asked.
/// </summary>
public sealed class PelorusTranslator(IComponentFinder finder) : IDeliveryTranslator
{
    public const string Name = "pelorus";

    private const string Source = "/pelorus";
    private const string KubernetesId = "backstage.io/kubernetes-id";
    private const string Seconds = "seconds since 1970";

    public string Sender => Name;

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var payload = delivery.Payload;
        if (payload.Text("app") is not { } app || payload.Instant("timestamp") is not { } at)
        {
            return delivery.Event == "ping" ? new Translation.Ignored(IgnoredReasons.Ping)
                : payload.Text("app") is null ? Refusal.Missing("app", "the app's name")
                : Refusal.Missing("timestamp", Seconds);
        }

        var attribution = await finder.FindAsync(
            delivery, [(KubernetesId, app), ("argocd/app-name", app)], null, [], cancellationToken);
        return payload.Text("failure_id") is { } failure ? Failure(delivery, attribution, app, failure, at)
            : payload.Text("image_sha") is not { } image ? Refusal.Missing("image_sha", "the image's digest")
            : payload.At("commit_hash") is not null ? Packaged(delivery, image, at)
            : attribution.Tell(new ToldDeployment(
                Source, $"{app}/{image}/{CdEvent.Text(at)}", attribution.Component, delivery.EnvironmentOf(null),
                ToldDeployment.Success, at, app)
            {
                ArtifactId = image,
            }.Write());
    }

    private static Translation Failure(
        SenderDelivery delivery, Attribution attribution, string app, string id, DateTimeOffset at)
    {
        var incident = new ToldIncident(Source, id, attribution.Component, delivery.EnvironmentOf(null), app);
        return delivery.Payload.Text("failure_event") switch
        {
            "created" => attribution.Tell(incident.Detected(at)),
            "resolved" => attribution.Tell(incident.Resolved(at)),
            var other => Refusal.Wrong("failure_event", other, "created or resolved"),
        };
    }

    // What joins a deployment, which tells its image alone, to the commit.
    private static Translation Packaged(SenderDelivery delivery, string image, DateTimeOffset at)
    {
        if (delivery.Payload.Sha("commit_hash") is not { } commit)
        {
            return Refusal.Wrong("commit_hash", delivery.Payload["commit_hash"]?.DeepClone(), "a commit's SHA");
        }

        var repository = Repositories.Normalize(delivery.Hints.GetValueOrDefault("repository"));
        return new Translation.Told([new CdEvent(
            Source, NaturalKey.Of(null, "image", image, commit), "artifact.packaged", at, image)
        {
            Content = new()
            {
                ["change"] = new JsonObject { ["id"] = commit, ["source"] = repository.Length > 0 ? repository : Source },
            },
            Custom = new() { ["commitSha"] = commit, ["repoUrl"] = repository.Length > 0 ? repository : null },
        }.Write()]);
    }
}
