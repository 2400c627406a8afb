using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Drift.GoldenPaths;

namespace Platform.Core.Drift.Findings;

/// <summary>Where a team reads: the channel that golden-path.yaml gives it, or the one of its own annotations.</summary>
public sealed class TeamChannels(ICatalogReader catalog)
{
    /// <param name="team">Canonical reference.</param>
    public async Task<string?> FindAsync(string team, ReportSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Channels.TryGetValue(team, out var channel))
        {
            return channel;
        }

        if (!EntityRef.TryParse(team, out var group, "group"))
        {
            return null;
        }

        var annotations = (await catalog.FindAsync(group, cancellationToken))?.Body["metadata"]?["annotations"];
        return Text(annotations?["slack.com/channel-id"]) ?? Text(annotations?["slack.com/bot-notify"]);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
