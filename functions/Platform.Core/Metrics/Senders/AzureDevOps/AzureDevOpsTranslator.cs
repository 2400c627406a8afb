using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.AzureDevOps;

/// <summary>
/// Azure DevOps' service hooks. A build or a run is a deployment only where the address says to which environment; a release's
/// stage is one always.
/// </summary>
public sealed class AzureDevOpsTranslator(IComponentFinder finder) : IDeliveryTranslator
{
    public const string Name = "azure-devops";

    public string Sender => Name;

    public Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var (pipelines, code) = (new AzureDevOpsPipelines(delivery, finder), new AzureDevOpsCode(delivery, finder));
        return delivery.Payload.Text("eventType") switch
        {
            null => Done(Refusal.Missing("eventType", "the event's type")),
            "build.complete" => pipelines.BuildAsync(cancellationToken),
            "ms.vss-pipelines.run-state-changed-event" => pipelines.RunAsync(cancellationToken),
            "ms.vss-release.deployment-completed-event" => pipelines.ReleaseAsync(cancellationToken),
            "git.push" => Done(code.Push()),
            "git.pullrequest.created" => code.CreatedAsync(cancellationToken),
            "git.pullrequest.merged" or "git.pullrequest.updated" => code.MergedAsync(cancellationToken),
            _ => Done(new Translation.Ignored(IgnoredReasons.EventNotDelivery)),
        };
    }

    private static Task<Translation> Done(Translation translation) => Task.FromResult(translation);
}
