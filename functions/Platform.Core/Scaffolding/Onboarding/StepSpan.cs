using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>When a step of a task ran, by the task's events.</summary>
/// <param name="Output">Of a step that was completed.</param>
internal sealed record StepSpan(
    string Id, string Name, string Action, DateTimeOffset Start, DateTimeOffset End, JsonObject? Output)
{
    private const string Beginning = "Beginning step ";

    /// <summary>Of a step that ran more than once, the last time.</summary>
    public static IReadOnlyList<StepSpan> Of(ScaffoldTask task, IReadOnlyList<TaskEvent> events)
    {
        var begun = new Dictionary<string, TaskEvent>(StringComparer.Ordinal);
        var spans = new Dictionary<string, StepSpan>(StringComparer.Ordinal);
        foreach (var told in events)
        {
            if (told.Body is not { StepId: { } id, Status: { } status })
            {
                continue;
            }

            if (status == StepStatus.Processing)
            {
                begun[id] = told;
                spans.Remove(id);
            }
            else if (begun.TryGetValue(id, out var start))
            {
                var planned = task.Spec.Steps.FirstOrDefault(step => step.Id == id);
                var name = planned?.Name ?? start.Body.Message.Replace(Beginning, string.Empty, StringComparison.Ordinal);
                var action = planned?.Action.Split('@')[0]
                    ?? (id == VerifyFirstRunAction.StepId ? VerifyFirstRunAction.ActionId : id);
                spans[id] = new(id, name, action, start.CreatedAt, told.CreatedAt, told.Body.Output);
            }
        }

        return [.. spans.Values.OrderBy(span => span.Start)];
    }

    /// <summary>From the step that ended last back to the beginning: each time the last that ended before it began.</summary>
    public static IReadOnlyList<StepSpan> LongestChain(IReadOnlyList<StepSpan> spans)
    {
        var chain = new List<StepSpan>();
        for (var next = spans.MaxBy(span => span.End); next is not null;)
        {
            chain.Insert(0, next);
            var (start, known) = (next.Start, chain.ToHashSet());
            next = spans.Where(span => span.End <= start && !known.Contains(span)).MaxBy(span => span.End);
        }

        return chain;
    }
}
