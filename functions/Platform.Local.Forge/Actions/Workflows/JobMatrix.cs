using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>The combinations of <c>strategy.matrix</c> with <c>include</c> and <c>exclude</c>.</summary>
internal static class JobMatrix
{
    private const int Most = 256;

    /// <summary>One empty combination for a job without a matrix.</summary>
    public static IReadOnlyList<JsonObject> Expand(JsonNode? source, Scope scope)
    {
        if (Interpolation.Node(source, scope) is not JsonObject matrix)
        {
            return
            [
                [],
            ];
        }

        var axes = matrix
            .Where(pair => pair.Key is not ("include" or "exclude"))
            .Select(pair => (pair.Key, Values: pair.Value as JsonArray ?? [pair.Value?.DeepClone()]))
            .ToList();
        var combinations =
            axes.Count == 0
                ? []
                : axes.Aggregate(
                    new List<JsonObject> { new() },
                    (all, axis) =>
                        [.. all.SelectMany(combination => axis.Values.Select(value => With(combination, axis.Key, value)))]);
        combinations.RemoveAll(combination =>
            Objects(matrix["exclude"])
                .Any(unwanted => unwanted.All(pair => JsonNode.DeepEquals(combination[pair.Key], pair.Value))));
        Include(combinations, [.. axes.Select(axis => axis.Key)], Objects(matrix["include"]));
        return combinations.Count is > 0 and <= Most
            ? combinations
            : throw new WorkflowException($"A matrix has 1 to {Most} combinations, not {combinations.Count}");
    }

    /// <summary>What distinguishes the combination in the job's name.</summary>
    public static string Title(JsonObject combination) =>
        string.Join(", ", combination.Select(pair => Value.AsText(pair.Value)));

    // An include extends every combination whose axes it does not contradict, else it is one of its own.
    private static void Include(List<JsonObject> combinations, string[] axes, IEnumerable<JsonObject> includes)
    {
        var original = combinations.Select(combination => (JsonObject)combination.DeepClone()).ToList();
        foreach (var extra in includes)
        {
            var fits = Enumerable
                .Range(0, original.Count)
                .Where(index =>
                    axes.All(axis => !extra.ContainsKey(axis) || JsonNode.DeepEquals(original[index][axis], extra[axis])))
                .ToList();
            foreach (var index in fits)
            {
                foreach (var (key, value) in extra)
                {
                    combinations[index][key] = value?.DeepClone();
                }
            }

            if (fits.Count == 0)
            {
                combinations.Add((JsonObject)extra.DeepClone());
            }
        }
    }

    private static JsonObject With(JsonObject combination, string key, JsonNode? value)
    {
        var copy = (JsonObject)combination.DeepClone();
        copy[key] = value?.DeepClone();
        return copy;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();
}
