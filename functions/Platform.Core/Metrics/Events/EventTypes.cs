using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Platform.Core.Metrics.Events;

/// <summary>
/// The types of events that deliveries are told by: all of CDEvents 0.5.1, and ours in CDEvents' form for custom events where it
/// has none.
/// </summary>
public static partial class EventTypes
{
    public const string Requirements =
        "a type of CDEvents 0.5.1 such as dev.cdevents.service.deployed.0.3.0, or a custom one: dev.cdeventsx.<tool>-<subject>.…";

    public const string CommitsPushed = "platform-commits.pushed";
    public const string ReleaseRolledOut = "platform-release.rolledout";
    public const string OwnershipChanged = "platform-ownership.changed";
    public const string RequestOpened = "platform-request.opened";
    public const string RequestCompleted = "platform-request.completed";
    public const string RequestCancelled = "platform-request.cancelled";
    public const string DocumentationViewed = "platform-docs.viewed";

    // What the subject's content must have. Of a service's artifactId we don't insist: many deploy without a registry.
    private static readonly FrozenDictionary<string, string[]> Required = new Dictionary<string, string[]>
    {
        ["artifact.deleted"] = [],
        ["artifact.downloaded"] = [],
        ["artifact.packaged"] = ["change"],
        ["artifact.published"] = [],
        ["artifact.signed"] = ["signature"],
        ["branch.created"] = [],
        ["branch.deleted"] = [],
        ["build.finished"] = [],
        ["build.queued"] = [],
        ["build.started"] = [],
        ["change.abandoned"] = [],
        ["change.created"] = [],
        ["change.merged"] = [],
        ["change.reviewed"] = [],
        ["change.updated"] = [],
        ["environment.created"] = [],
        ["environment.deleted"] = [],
        ["environment.modified"] = [],
        ["incident.detected"] = ["environment"],
        ["incident.reported"] = ["environment", "ticketURI"],
        ["incident.resolved"] = ["environment"],
        ["pipelinerun.finished"] = [],
        ["pipelinerun.queued"] = [],
        ["pipelinerun.started"] = ["pipelineName", "uri"],
        ["repository.created"] = ["name", "uri"],
        ["repository.deleted"] = [],
        ["repository.modified"] = [],
        ["service.deployed"] = ["environment"],
        ["service.published"] = [],
        ["service.removed"] = [],
        ["service.rolledback"] = ["environment"],
        ["service.upgraded"] = ["environment"],
        ["taskrun.finished"] = [],
        ["taskrun.started"] = [],
        ["testcaserun.finished"] = ["outcome", "environment"],
        ["testcaserun.queued"] = ["environment"],
        ["testcaserun.skipped"] = [],
        ["testcaserun.started"] = ["environment"],
        ["testoutput.published"] = ["outputType", "format"],
        ["testsuiterun.finished"] = ["outcome", "environment"],
        ["testsuiterun.queued"] = ["environment"],
        ["testsuiterun.started"] = ["environment"],
        ["ticket.closed"] = ["uri", "resolution"],
        ["ticket.created"] = ["summary", "creator", "uri"],
        ["ticket.updated"] = ["uri"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types of CDEvents, each as <c>subject.predicate</c>.</summary>
    public static IReadOnlyCollection<string> Standard => Required.Keys;

    /// <returns><c>subject.predicate</c>, without the prefix and the version; null for what is no event of a delivery.</returns>
    public static string? NameOf(string type)
    {
        var match = Shape().Match(type);
        var name = match.Groups["name"].Value;
        return !match.Success ? null
            : match.Groups["custom"].Success ? (name.Contains('-', StringComparison.Ordinal) ? name : null)
            : Required.ContainsKey(name) ? name : null;
    }

    /// <returns>The names that the subject's content must have.</returns>
    public static IReadOnlyList<string> RequiredContent(string name) => Required.GetValueOrDefault(name, []);

    [GeneratedRegex(
        @"\Adev\.cdevents(?<custom>x)?\.(?<name>[a-z][a-z0-9_-]{0,99}\.[a-z]{1,50})\.\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?\z")]
    private static partial Regex Shape();
}
