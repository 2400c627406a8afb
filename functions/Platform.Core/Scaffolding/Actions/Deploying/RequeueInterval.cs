using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Deploying;

/// <summary>How often an ApplicationSet looks for something new, as it says itself.</summary>
public static class RequeueInterval
{
    private const string Field = "requeueAfterSeconds";

    /// <returns>
    /// The shortest that any of its generators names, at any depth of <c>matrix</c> and <c>merge</c>; null when none names one:
    /// what Argo CD then does is set elsewhere and not assumed.
    /// </returns>
    public static TimeSpan? Of(JsonNode? applicationSet)
    {
        var seconds = Find(applicationSet?["spec"]?["generators"], 0).ToList();
        return seconds.Count > 0 ? TimeSpan.FromSeconds(seconds.Min()) : null;
    }

    private static IEnumerable<double> Find(JsonNode? node, int depth) => (node, depth) switch
    {
        (_, > 8) => [],
        (JsonArray items, _) => items.SelectMany(item => Find(item, depth + 1)),
        (JsonObject members, _) => members.SelectMany(member => member.Key switch
        {
            Field => Number(member.Value),
            "git" or "scmProvider" or "pullRequest" or "plugin" or "clusterDecisionResource" or "matrix" or "merge"
                or "generators" => Find(member.Value, depth + 1),
            _ => [],
        }),
        _ => [],
    };

    private static IEnumerable<double> Number(JsonNode? node) =>
        double.TryParse(node?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? [seconds]
            : [];
}
