using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// A push to what a registered location leads to has it read again: globs that match new files, other branches, and files of any
/// name.
/// </summary>
public sealed class LocationPushHandler(ILocationHoldings holdings, IQueueSender queues) : IGitHubEventHandler
{
    private const string Heads = "refs/heads/";

    /// <summary>GitHub lists no more commits than this in a push; what the others touched is not known.</summary>
    private const int MostListedCommits = 2048;

    public string Event => "push";

    public async Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var push = delivery.Payload;
        var branch = Text(push["ref"]);
        if (Text((push["repository"] as JsonObject)?["full_name"]) is not { } repository
            || branch?.StartsWith(Heads, StringComparison.Ordinal) != true)
        {
            return;
        }

        var touched = Touched(push);
        foreach (var watch in await holdings.ListWatchesAsync(repository, cancellationToken))
        {
            if (watch.Paths.Any(path => path.Branch == branch[Heads.Length..] && IsTouched(path, touched)))
            {
                var id = $"push-{ContentHash.Of($"{delivery.Fingerprint} {watch.Id}")[..32]}";
                await new RefreshMessage(id, watch.Id).SendAsync(queues, TimeSpan.Zero, cancellationToken);
            }
        }
    }

    private static bool IsTouched(WatchedPath watched, IReadOnlySet<string>? touched)
    {
        if (touched is null)
        {
            return true;
        }

        var glob = GlobPattern.Parse(watched.Path);
        return touched.Any(glob.IsMatch);
    }

    /// <returns>Null when anything may have been touched.</returns>
    private static HashSet<string>? Touched(JsonObject push)
    {
        var commits = push["commits"] as JsonArray ?? [];
        var isForced = push["forced"] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
        return isForced || commits.Count is 0 or >= MostListedCommits
            ? null
            : commits.OfType<JsonObject>()
                .SelectMany(commit => new[] { "added", "modified", "removed" }.Select(change => commit[change]))
                .OfType<JsonArray>().SelectMany(paths => paths).Select(Text).OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
