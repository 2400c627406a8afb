using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>
/// Whether the steps can wait for each other as they say: for steps that there are, that are written before them, and never in a
/// circle.
/// </summary>
internal static class StepNeeds
{
    public const string Unknown = "step-undefined";
    public const string Later = "step-order";
    public const string Circle = "step-cycle";

    /// <param name="steps">In the order in which they are written.</param>
    /// <param name="fieldOf">From a step's position to its field.</param>
    public static void Check(IReadOnlyList<TemplateStep> steps, Func<int, string> fieldOf, TemplateFields fields)
    {
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            byId.TryAdd(steps[i].Id, i);
        }

        var waits = steps.Select(step => WaitsFor(step, byId)).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            for (var need = 0; need < steps[i].Needs.Count; need++)
            {
                var field = FieldPath.Item(FieldPath.Key(fieldOf(i), "needs"), need);
                if (ProblemOf(steps, byId, waits, i, steps[i].Needs[need]) is var (code, message, expected))
                {
                    fields.Add(code, field, message, steps[i].Needs[need], expected);
                }
            }
        }
    }

    private static (string Code, string Message, string Expected)? ProblemOf(
        IReadOnlyList<TemplateStep> steps, Dictionary<string, int> byId, List<List<int>> waits, int step, string need)
    {
        if (!byId.TryGetValue(need, out var other))
        {
            return (Unknown, $"Step '{steps[step].Id}' needs '{need}', which is no step.",
                $"one of {string.Join(", ", steps.Select(known => known.Id))}");
        }

        if (PathBetween(waits, other, step) is { } circle)
        {
            var around = string.Join(" -> ", circle.Prepend(step).Select(i => steps[i].Id));
            return (Circle, $"These steps wait for each other: {around}.", "steps that don't wait in a circle");
        }

        return other > step
            ? (Later, $"Step '{steps[step].Id}' needs '{need}', which is written after it.", "a step that is written before it")
            : null;
    }

    private static List<int> WaitsFor(TemplateStep step, Dictionary<string, int> byId) =>
    [
        .. StepReferences.Of(step.If, step.Each, step.Input).Ids.Concat(step.Needs)
            .Where(byId.ContainsKey).Select(id => byId[id]).Distinct(),
    ];

    /// <summary>The shortest way from one step over those it waits for to another.</summary>
    private static List<int>? PathBetween(List<List<int>> waits, int from, int to)
    {
        var cameFrom = new Dictionary<int, int?> { [from] = null };
        var open = new Queue<int>([from]);
        while (open.TryDequeue(out var at))
        {
            if (at == to)
            {
                var path = new List<int>();
                for (int? step = at; step is { } known; step = cameFrom[known])
                {
                    path.Insert(0, known);
                }

                return path;
            }

            foreach (var next in waits[at].Where(next => !cameFrom.ContainsKey(next)))
            {
                cameFrom[next] = at;
                open.Enqueue(next);
            }
        }

        return null;
    }
}
