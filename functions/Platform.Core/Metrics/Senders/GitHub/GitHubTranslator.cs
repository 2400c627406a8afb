using System.Collections.Frozen;
using Platform.Core.SourceControl;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>Says in CDEvents what GitHub's webhooks say, and what its API says of the past in the same shapes.</summary>
public sealed class GitHubTranslator : IDeliveryTranslator
{
    private static readonly FrozenSet<string> Told = DeliveryHookEvents.All.ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, IGitHubTelling> _tellings;

    public GitHubTranslator(IComponentFinder finder, IRepositoryHistory history, GitHubLabels labels)
    {
        var components = new RepositoryComponents(finder);
        IGitHubTelling[] tellings =
        [
            new PushTelling(history),
            new CommitTelling(),
            new PullRequestTelling(history),
            new ReviewTelling(),
            new DeploymentTelling(components),
            new DeploymentStatusTelling(components),
            new WorkflowRunTelling(finder),
            new ReleaseTelling(components),
            new IssueTelling(components, labels),
        ];
        _tellings = tellings.ToFrozenDictionary(telling => telling.Event, StringComparer.Ordinal);
    }

    public string Sender => "github";

    /// <summary>Whether an event of GitHub's is about deliveries at all; others need not be put away.</summary>
    public static bool Tells(string eventName) => Told.Contains(eventName);

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        if (!_tellings.TryGetValue(delivery.Event, out var telling))
        {
            return new Translation.Ignored(
                delivery.Event == "ping" ? IgnoredReasons.Ping : IgnoredReasons.EventNotDelivery);
        }

        var payload = new Payload(delivery.Payload);
        var translation = await telling.TellAsync(payload, cancellationToken);
        return translation is Translation.Told && payload.Problems.Count > 0
            ? new Translation.Refused(payload.Problems)
            : translation;
    }
}
