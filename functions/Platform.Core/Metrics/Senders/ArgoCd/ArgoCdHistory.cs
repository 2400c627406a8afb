using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.ArgoCd;

/// <summary>
/// An application's history: each entry is a deployment, numbered upwards. A rollback is a new entry with the revisions of an old
/// one.
/// </summary>
internal sealed class ArgoCdHistory(IReadOnlyList<ArgoCdHistory.Entry> entries)
{
    public static ArgoCdHistory Of(JsonObject app, string source, string uid) => new(
    [
        .. app.Objects("status.history").Where(entry => entry.Whole("id") is not null)
            .Select(entry => EntryOf(app, entry, Sent.Short($"{source}/{uid}/{entry.Whole("id")}")))
            .OrderBy(entry => entry.Id),
    ]);

    /// <returns>
    /// What the operation made; null when it made nothing, as a dry run or a sync of a few resources does.
    /// </returns>
    public Entry? EntryOf(DateTimeOffset? operation)
    {
        var latest = entries.Count > 0 ? Numbered(entries.Count - 1) : null;
        return latest?.StartedAt is { } started && operation is { } began && started < began ? null : latest;
    }

    public DeploymentKind KindOf(Entry? entry) =>
        entry is not null && Before(entry) is { } before && before.Revisions != entry.Revisions
        && entries.Any(older => older.Id < before.Id && older.Revisions == entry.Revisions)
            ? DeploymentKind.RolledBack
            : DeploymentKind.Deployed;

    /// <returns>Whose deployment a rollback takes back.</returns>
    public string? SupersededBy(Entry? entry) => KindOf(entry) == DeploymentKind.RolledBack ? Before(entry!)!.RunId : null;

    /// <summary>What a failed operation was to deploy.</summary>
    public static IReadOnlyList<ChangeSet> AttemptedSets(JsonObject app, JsonObject operation) =>
        SetsOf(app, operation.Object("syncResult"));

    private Entry? Before(Entry entry) => entries.LastOrDefault(other => other.Id < entry.Id);

    private Entry Numbered(int index)
    {
        var (entry, before) = (entries[index], index > 0 ? entries[index - 1] : null);
        return entry with
        {
            ChangeSets = [.. entry.ChangeSets.Select(set => set with
            {
                PreviousCommitSha = before?.ChangeSets.FirstOrDefault(other => other.Repository == set.Repository)?.CommitSha,
            })],
        };
    }

    private static Entry EntryOf(JsonObject app, JsonObject entry, string run)
    {
        var revisions = RevisionsOf(entry);
        var sets = SetsOf(app, entry);
        return new(
            entry.Whole("id")!.Value, run, string.Join('+', revisions), entry.Instant("deployedAt"),
            entry.Instant("deployStartedAt"), sets, sets.Count == 0 && revisions.Count > 0 ? Sent.Short(revisions[0]) : null);
    }

    // A source that is a chart has a version in place of a commit.
    private static List<ChangeSet> SetsOf(JsonObject app, JsonObject? synced)
    {
        var sources = synced.Objects("sources") is { Count: > 0 } several ? several
            : synced.Object("source") is { } one ? [one]
            : app.Objects("spec.sources") is { Count: > 0 } specified ? specified
            : app.Object("spec.source") is { } single ? [single] : [];
        return
        [
            .. RevisionsOf(synced).Select((revision, index) => new ChangeSet(
                    Repositories.Normalize(index < sources.Count ? sources[index].Text("repoURL") : null),
                    new JsonObject { ["revision"] = revision }.Sha("revision")))
                .Where(set => set.CommitSha is not null)
                .DistinctBy(set => (set.Repository, set.CommitSha)),
        ];
    }

    private static IReadOnlyList<string> RevisionsOf(JsonObject? synced) =>
        synced.Texts("revisions") is { Count: > 0 } several ? several : synced.Text("revision") is { } one ? [one] : [];

    /// <param name="Revisions">All of its sources', for comparison.</param>
    /// <param name="Version">Of a chart; null when there are commits.</param>
    internal sealed record Entry(
        int Id,
        string RunId,
        string Revisions,
        DateTimeOffset? DeployedAt,
        DateTimeOffset? StartedAt,
        IReadOnlyList<ChangeSet> ChangeSets,
        string? Version);
}
