using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>
/// What a step leaves in a text of its own where people don't see it, so that a later attempt, and the undo, know it again.
/// </summary>
public static class TaskMark
{
    public static string Of(TaskId task, StepRun step) => $"{Prefix(task.Value)}:{Primitives.ContentHash.Of(step.Key)[..12]} -->";

    /// <summary>With what every mark of a task begins.</summary>
    public static string Prefix(string task) => $"<!-- platform-task:{task}";

    public static string Append(string text, string mark) => text.Length == 0 ? mark : $"{text}\n\n{mark}";
}
