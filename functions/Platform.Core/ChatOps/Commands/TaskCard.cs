using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.ChatOps.Commands;

/// <summary>A task and its story as a chat shows them. The same task and events give the same text.</summary>
public static class TaskCard
{
    private const int MostProblems = 5;

    /// <summary>What the task makes: the parameter that names it, else its template.</summary>
    public static string SubjectOf(ScaffoldTask task) =>
        Text(task.Spec.Parameters["name"]) is { Length: > 0 } name ? name : task.Spec.TemplateInfo.EntityRef.Name;

    public static ChatMessage Of(ScaffoldTask task, IReadOnlyList<TaskEvent> events)
    {
        var end = events.LastOrDefault(entry => entry.IsEnd);
        return task.HasEnded && end is not null ? Ended(task, end) : Running(task, events);
    }

    /// <summary>One line: how far the task is.</summary>
    public static string ProgressOf(IReadOnlyList<TaskEvent> events)
    {
        var step = events.LastOrDefault(entry => entry.Body is { StepId: not null, Status: not null });
        var percent = events.LastOrDefault(entry => entry.Body.Percent is not null)?.Body.Percent ?? 0;
        return step is null
            ? "It waits to begin."
            : string.Create(CultureInfo.InvariantCulture, $"{percent} %: {step.Body.Message}.");
    }

    private static ChatMessage Running(ScaffoldTask task, IReadOnlyList<TaskEvent> events) => new(
        $"{SubjectOf(task)} is being made",
        Facts: FactsOf(task),
        Sections: [new(ProgressOf(events))]);

    private static ChatMessage Ended(ScaffoldTask task, TaskEvent end)
    {
        var subject = SubjectOf(task);
        return task.Status switch
        {
            ScaffoldTaskStatus.Completed => new(
                $"{subject} is ready", ChatSeverity.Success, FactsOf(task, end), Links: LinksOf(end.Body.Output)),
            ScaffoldTaskStatus.Cancelled => new($"{subject} was cancelled", ChatSeverity.Warning, FactsOf(task, end)),
            _ => new($"{subject} could not be made", ChatSeverity.Failure, FactsOf(task, end), ProblemsOf(end)),
        };
    }

    private static List<ChatFact> FactsOf(ScaffoldTask task, TaskEvent? end = null)
    {
        List<ChatFact> facts =
        [
            new("Template", task.Spec.TemplateInfo.EntityRef.Canonical),
            new("Asked for by", task.CreatedBy),
            new("Task", task.Id.Value),
        ];
        if (end?.Body.Seconds is { } seconds)
        {
            facts.Add(new("Took", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s")));
        }

        return facts;
    }

    private static List<ChatLink> LinksOf(JsonObject? output) =>
    [
        .. (output?["links"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(link => (Title: Text(link["title"]), Url: Text(link["url"])))
            .Where(link => link.Url is { Length: > 0 })
            .Select(link => new ChatLink(link.Title ?? link.Url!, link.Url!)),
    ];

    private static List<ChatSection> ProblemsOf(TaskEvent end)
    {
        var problems = end.Body.Error?.Problems ?? [];
        List<ChatSection> sections = [.. problems.Take(MostProblems).Select(problem => new ChatSection(problem.ToString()))];
        if (problems.Count > MostProblems)
        {
            sections.Add(new(string.Create(CultureInfo.InvariantCulture, $"… {problems.Count - MostProblems} more.")));
        }

        return sections.Count > 0 ? sections : [new(end.Body.Message)];
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
