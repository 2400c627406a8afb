using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// What each step of a task waits for. In a template without <c>parallel</c> that is the step before it. Otherwise it is:
/// the steps whose outputs it reads, the steps that it <c>needs</c>, the last step before it that changes the workspace
/// (unless it has nothing to do with the workspace), the last one before it whose <c>repoUrl</c> is written the same, and
/// the last gate; a gate waits for everything before it. All of these are written before it, so the order never depends on
/// how long a step takes and there are no cycles. Every step has the workspace that it would have had one after the other.
/// </summary>
/// <param name="After">Positions of steps, ascending.</param>
/// <param name="WorkspaceOf">The position of the step whose workspace it starts with; null for an empty one.</param>
public sealed record StepOrder(IReadOnlyList<int> After, int? WorkspaceOf)
{
    /// <param name="traits">Of the steps' actions, by position.</param>
    public static IReadOnlyList<StepOrder> Of(
        IReadOnlyList<TaskStep> steps, bool parallel, IReadOnlyList<StepTraits> traits)
    {
        if (!parallel)
        {
            return [.. steps.Select((_, i) => i == 0 ? new StepOrder([], null) : new StepOrder([i - 1], i - 1))];
        }

        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        var byRepository = new Dictionary<string, int>(StringComparer.Ordinal);
        var (orders, changed, gate) = (new List<StepOrder>(), (int?)null, (int?)null);
        for (var i = 0; i < steps.Count; i++)
        {
            var after = traits[i].IsGate ? [.. Enumerable.Range(0, i)] : Named(steps[i], byId);
            AddIf(after, traits[i].Workspace != WorkspaceUse.None ? changed : null);
            AddIf(after, gate);
            AddIf(after, byId.TryGetValue(steps[i].Id, out var twin) ? twin : null);
            if (RepositoryOf(steps[i]) is { } repository)
            {
                AddIf(after, byRepository.TryGetValue(repository, out var other) ? other : null);
                byRepository[repository] = i;
            }

            orders.Add(new([.. after], traits[i].Workspace != WorkspaceUse.None ? changed : null));
            changed = traits[i].Workspace == WorkspaceUse.Changes ? i : changed;
            gate = traits[i].IsGate ? i : gate;
            byId[steps[i].Id] = i;
        }

        return orders;
    }

    private static SortedSet<int> Named(TaskStep step, Dictionary<string, int> before)
    {
        var references = StepReferences.Of(step);
        return references.Any
            ? [.. before.Values]
            : [.. references.Ids.Concat(step.Needs ?? []).Where(before.ContainsKey).Select(id => before[id])];
    }

    private static void AddIf(SortedSet<int> after, int? position)
    {
        if (position is { } known)
        {
            after.Add(known);
        }
    }

    private static string? RepositoryOf(TaskStep step) =>
        step.Input["repoUrl"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>().Trim()
            : null;
}

/// <summary>What matters of an action for the order of steps.</summary>
public sealed record StepTraits(WorkspaceUse Workspace, bool IsGate)
{
    /// <param name="action">Null when there is none any more; its step will say so.</param>
    public static StepTraits Of(IScaffoldAction? action) =>
        action is null ? new(WorkspaceUse.Changes, true) : new(action.Workspace, action.IsGate);
}
