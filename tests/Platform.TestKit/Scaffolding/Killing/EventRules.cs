using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding.Killing;

/// <summary>What must hold for the events of every task, whatever happened to its host.</summary>
public static class EventRules
{
    public static IEnumerable<string> Broken(IReadOnlyList<TaskEvent> events, KilledTemplate template)
    {
        if (!events.Select(entry => entry.Id).SequenceEqual(Enumerable.Range(1, events.Count).Select(id => (long)id)))
        {
            yield return $"event ids are not dense: {string.Join(' ', events.Select(entry => entry.Id))}";
        }

        if (events.Count(entry => entry.IsEnd) != 1 || !events[^1].IsEnd)
        {
            yield return "the completion is not the one last event";
        }

        foreach (var twice in events.GroupBy(entry => (entry.Body.StepId, entry.Body.Message)).Where(group => group.Count() > 1))
        {
            yield return $"recorded {twice.Count()} times: {twice.Key.Message}";
        }

        var percents = events.Select(entry => entry.Body.Percent).OfType<int>().ToList();
        if (!percents.SequenceEqual(percents.Order()))
        {
            yield return $"its percentages go back: {string.Join(' ', percents)}";
        }

        var states = events.Where(entry => entry.Body is { StepId: not null, Status: not null })
            .Select(entry => (entry.Body.StepId, entry.Body.Status)).ToList();
        var seen = template.IsParallel
            ? [.. states.GroupBy(state => state.StepId).SelectMany(group => group)]
            : states;
        var ids = states.Select(state => state.StepId).Distinct().ToList();
        var last = template.Fails ? StepStatus.Failed : StepStatus.Completed;
        var expected = ids.SelectMany((id, i) => new[]
        {
            (id, (StepStatus?)StepStatus.Processing), (id, i == ids.Count - 1 ? last : StepStatus.Completed),
        });
        if (ids.Count != template.Steps || !seen.SequenceEqual(expected))
        {
            yield return $"its steps are not {template.Steps} that begin and end in turn: {string.Join(' ', states)}";
        }
    }
}
