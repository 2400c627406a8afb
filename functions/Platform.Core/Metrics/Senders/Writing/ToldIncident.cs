using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>An incident in a sender's words, to be told in CDEvents'.</summary>
/// <param name="Source">Whose incident it is: <c>/pagerduty</c>.</param>
/// <param name="Id">By which its sender knows it; with the source the incident's identity, whatever is told of it.</param>
/// <param name="Service">What its sender says is concerned; for people, and for when the catalog learns of it.</param>
internal sealed record ToldIncident(string Source, string Id, EntityRef? Component, string Environment, string? Service)
{
    private const string DetectedName = "incident.detected";
    private const string ResolvedName = "incident.resolved";

    public string? Description { get; init; }

    /// <value>The commit that caused it, when its sender names one.</value>
    public string? CauseCommitSha { get; init; }

    public string? CauseRunId { get; init; }

    /// <value>False when its sender says that no change caused it.</value>
    public bool? ChangeRelated { get; init; }

    public string? Severity { get; init; }

    public string? Url { get; init; }

    /// <summary>It began: however often it is told, and by which of its sender's messages.</summary>
    public JsonObject Detected(DateTimeOffset at) => Write(DetectedName, at, "detected");

    /// <summary>It began again after an end.</summary>
    public JsonObject Reopened(DateTimeOffset at) => Write(DetectedName, at, "reopened", CdEvent.Text(at));

    /// <summary>It ended, perhaps not for the last time.</summary>
    public JsonObject Resolved(DateTimeOffset at) => Write(ResolvedName, at, "resolved", CdEvent.Text(at));

    private JsonObject Write(string name, DateTimeOffset at, params string[] what) =>
        new CdEvent(Source, NaturalKey.Of(Component, [Id, .. what, .. Said()]), name, at, Id)
        {
            Content = new()
            {
                ["environment"] = new JsonObject { ["id"] = Environment },
                ["service"] = ServiceOf() is { } service ? new JsonObject { ["id"] = service } : null,
                ["description"] = Description,
            },
            Custom = new()
            {
                ["component"] = Component?.Canonical,
                ["causeCommitSha"] = CauseCommitSha,
                ["causePipelineRunId"] = CauseRunId,
                ["changeRelated"] = ChangeRelated,
                ["severity"] = Severity,
                ["url"] = Url,
            },
        }.Write();

    // What another telling may say otherwise, because somebody has found the cause or changed the address that is sent to.
    private IEnumerable<string> Said() =>
        [Environment, CauseCommitSha ?? string.Empty, CauseRunId ?? string.Empty, $"{ChangeRelated}"];

    // A service of the sender's must not be taken for a component of ours: the slash before it keeps them apart.
    private string? ServiceOf() => Component?.Canonical ?? (Service is null ? null : Sent.Short($"{Source}/{Service}"));
}
