using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.ArgoCd;

/// <summary>
/// What <c>templates/_platform/argocd-notifications.yaml</c> sends: the parts of an Application that tell what an operation
/// brought about. A deployment is an entry of the application's history; a failed operation, which makes none, is one by its
/// beginning.
/// </summary>
public sealed class ArgoCdTranslator(IComponentFinder finder, IEnumerable<IArgoCdAudience>? audience = null) : IDeliveryTranslator
{
    public const string Name = "argocd";

    private const string Source = "/argocd";
    private const string ComponentAnnotation = "platform.functions/component";
    private const string EnvironmentAnnotation = "platform.functions/environment";
    private const int MostLabels = 30;

    public string Sender => Name;

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var app = delivery.Payload.Object("app");
        var (name, uid) = (app.Text("metadata.name"), app.Text("metadata.uid"));
        if (app is null || name is null || uid is null)
        {
            return Refusal.Missing(name is null ? "app.metadata.name" : "app.metadata.uid", "an Application's");
        }

        var attribution = await AttributionAsync(delivery, app, name, cancellationToken);
        await TellAsync(delivery, app, name, attribution, cancellationToken);
        var operation = app.Object("status.operationState");
        var (phase, succeeded) = (operation.Text("phase"), operation.Text("phase") == "Succeeded");
        if (phase is not ("Succeeded" or "Failed" or "Error") || operation.Instant("finishedAt") is not { } finished)
        {
            return new Translation.Ignored(IgnoredReasons.NoFinishedOperation);
        }

        var history = ArgoCdHistory.Of(app, Source, uid);
        var entry = succeeded ? history.EntryOf(operation.Instant("startedAt")) : null;
        if (succeeded && entry is null)
        {
            return new Translation.Ignored(IgnoredReasons.OperationWithoutHistory);
        }

        var began = operation.Instant("startedAt") ?? finished;
        var run = entry?.RunId ?? $"{Source}/{uid}/failed/{CdEvent.Text(began)}";
        return attribution.Tell(new ToldDeployment(
            Source, Sent.Short(run), attribution.Component, EnvironmentOf(delivery, app),
            succeeded ? ToldDeployment.Success : ToldDeployment.Failure, entry?.DeployedAt ?? finished, name)
        {
            Kind = history.KindOf(entry),
            StartedAt = entry?.StartedAt ?? began,
            ChangeSets = entry?.ChangeSets ?? ArgoCdHistory.AttemptedSets(app, operation!),
            Version = entry?.Version,
            Supersedes = history.SupersededBy(entry),
            Actor = ActorOf(app, operation!),
            More = ("argocd", State(app, operation!, name)),
        }.Write());
    }

    private async Task TellAsync(
        SenderDelivery delivery, JsonObject app, string name, Attribution attribution, CancellationToken cancellationToken)
    {
        if (audience is null || app.Text("status.sync.status") is not { } sync)
        {
            return;
        }

        var told = new ArgoCdTold(
            name, attribution.Component, sync, app.Text("status.health.status"),
            app.Instant("status.reconciledAt") ?? delivery.ReceivedAt);
        foreach (var one in audience)
        {
            await one.OnToldAsync(told, cancellationToken);
        }
    }

    private async Task<Attribution> AttributionAsync(
        SenderDelivery delivery, JsonObject app, string name, CancellationToken cancellationToken)
    {
        var labels = (app.Object("metadata.labels") ?? []).Take(MostLabels)
            .Select(label => ("argocd/app-selector", Sent.TextOf(label.Value) is { } value ? $"{label.Key}={value}" : null));
        return await finder.FindAsync(
            delivery, [("argocd/app-name", name), .. labels], Annotation(app, ComponentAnnotation), [], cancellationToken);
    }

    // One address serves all applications; what it says is for those that don't say it themselves.
    private static string EnvironmentOf(SenderDelivery delivery, JsonObject app) =>
        Annotation(app, EnvironmentAnnotation) ?? delivery.HintedEnvironment() ?? app.Text("spec.destination.namespace")
        ?? app.Text("spec.destination.name") ?? Attributing.DefaultEnvironment;

    // Annotations have dots in their names.
    private static string? Annotation(JsonObject app, string name) =>
        Sent.TextOf(app.Object("metadata.annotations")?[name]);

    private static string? ActorOf(JsonObject app, JsonObject operation) =>
        operation.At("operation.initiatedBy.automated")?.GetValueKind() == System.Text.Json.JsonValueKind.True ? "bot"
        : operation.Text("operation.initiatedBy.username") is not null ? "human"
        : app.Object("spec.syncPolicy.automated") is not null ? "bot"
        : null;

    /// <summary>For the tasks that wait for the application; see <c>ArgoCdState</c>.</summary>
    private static JsonObject State(JsonObject app, JsonObject operation, string name) => new(new JsonObject
    {
        ["application"] = name,
        ["revision"] = operation.Text("syncResult.revision"),
        ["revisions"] = new JsonArray([.. operation.Texts("syncResult.revisions").Select(text => JsonValue.Create(text))]),
        ["sync"] = app.Text("status.sync.status"),
        ["health"] = app.Text("status.health.status"),
        ["phase"] = operation.Text("phase"),
        ["message"] = operation.Text("message"),
        ["startedAt"] = Written(operation.Instant("startedAt")),
        ["finishedAt"] = Written(operation.Instant("finishedAt")),
    }.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    private static string? Written(DateTimeOffset? at) => at is { } known ? CdEvent.Text(known) : null;
}
