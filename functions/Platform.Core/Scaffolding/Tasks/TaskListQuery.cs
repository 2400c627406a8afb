using System.Globalization;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Tasks;

public enum TaskOrderField
{
    CreatedAt,
    ChangedAt,
    CreatedBy,
    Status,
    Id,
}

public sealed record TaskOrder(TaskOrderField Field, bool IsAscending);

/// <summary>Which tasks to show. Empty lists ask for all; several values of one list mean any of them.</summary>
/// <param name="Search">Part of the id, the template's reference, the parameter <c>name</c> or who asked.</param>
public sealed record TaskListQuery(
    IReadOnlyList<string> CreatedBy, IReadOnlyList<ScaffoldTaskStatus> Status, IReadOnlyList<TaskOrder> Order, int Limit,
    int Offset, string? Search = null)
{
    public const int DefaultLimit = 100;

    public const int MostPerPage = 500;

    private static readonly Dictionary<string, TaskOrderField> Fields = new(StringComparer.Ordinal)
    {
        ["created_at"] = TaskOrderField.CreatedAt,
        ["last_heartbeat_at"] = TaskOrderField.ChangedAt,
        ["created_by"] = TaskOrderField.CreatedBy,
        ["status"] = TaskOrderField.Status,
        ["id"] = TaskOrderField.Id,
    };

    /// <param name="parameters">The values of a query parameter; empty when it is not there.</param>
    public static Result<TaskListQuery> Parse(Func<string, IReadOnlyList<string?>> parameters)
    {
        List<Problem> problems = [];
        var query = new TaskListQuery(
            [.. parameters("createdBy").OfType<string>()],
            [.. parameters("status").OfType<string>().Select(text => StatusOf(text, problems)).OfType<ScaffoldTaskStatus>()],
            [.. parameters("order").OfType<string>().Select(text => OrderOf(text, problems)).OfType<TaskOrder>()],
            Math.Min(NumberOf(parameters, "limit", DefaultLimit, problems), MostPerPage),
            NumberOf(parameters, "offset", 0, problems),
            parameters("search").OfType<string>().FirstOrDefault(text => text.Length > 0));
        return problems.Count > 0 ? Result<TaskListQuery>.Failed(problems) : query;
    }

    private static ScaffoldTaskStatus? StatusOf(string text, List<Problem> problems)
    {
        if (!text.Any(char.IsAsciiDigit) && Enum.TryParse<ScaffoldTaskStatus>(text, ignoreCase: true, out var status))
        {
            return status;
        }

        problems.Add(new(
            "status-invalid", $"'{text}' is no status of a task.", "status", text,
            string.Join(", ", Enum.GetNames<ScaffoldTaskStatus>().Select(name => name.ToLowerInvariant()))));
        return null;
    }

    private static TaskOrder? OrderOf(string text, List<Problem> problems)
    {
        if (text.Split(':') is [("asc" or "desc") and var direction, var name] && Fields.TryGetValue(name, out var field))
        {
            return new(field, direction == "asc");
        }

        problems.Add(new(
            "order-invalid", $"'{text}' is no order.", "order", text,
            $"asc:FIELD or desc:FIELD with one of {string.Join(", ", Fields.Keys)}"));
        return null;
    }

    private static int NumberOf(
        Func<string, IReadOnlyList<string?>> parameters, string name, int otherwise, List<Problem> problems)
    {
        if (parameters(name).OfType<string>().FirstOrDefault() is not { Length: > 0 } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add(new("number-invalid", $"'{name}' must be a number.", name, text, "a whole number, 0 or more"));
        return 0;
    }
}

/// <param name="Total">How many there are on all pages.</param>
public sealed record TaskPage(IReadOnlyList<ScaffoldTask> Tasks, int Total);

/// <summary>What a list needs to know of a task to choose it.</summary>
public sealed record TaskSummary(
    TaskId Id, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string CreatedBy, ScaffoldTaskStatus Status, string Template,
    string Name)
{
    public static TaskSummary Of(ScaffoldTask task) => new(
        task.Id, task.CreatedAt, task.ChangedAt, task.CreatedBy, task.Status, task.Spec.TemplateInfo.EntityRef.Canonical,
        task.Spec.Parameters["name"] is { } name && name.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? name.GetValue<string>()
            : string.Empty);

    public bool Matches(TaskListQuery query) =>
        (query.CreatedBy.Count == 0 || query.CreatedBy.Contains(CreatedBy, StringComparer.OrdinalIgnoreCase))
        && (query.Status.Count == 0 || query.Status.Contains(Status))
        && (query.Search is not { } text || new[] { Id.Value, Template, Name, CreatedBy }.Any(
            part => part.Contains(text, StringComparison.OrdinalIgnoreCase)));
}

public static class TaskSummaries
{
    /// <summary>The newest first where nothing else is asked for or decides.</summary>
    public static IEnumerable<TaskSummary> Sorted(this IEnumerable<TaskSummary> tasks, IReadOnlyList<TaskOrder> order)
    {
        IOrderedEnumerable<TaskSummary>? sorted = null;
        TaskOrder[] all = [.. order, new(TaskOrderField.CreatedAt, false), new(TaskOrderField.Id, false)];
        foreach (var (field, isAscending) in all)
        {
            var key = KeyOf(field);
            sorted = (sorted, isAscending) switch
            {
                (null, true) => tasks.OrderBy(key),
                (null, false) => tasks.OrderByDescending(key),
                ({ } before, true) => before.ThenBy(key),
                ({ } before, false) => before.ThenByDescending(key),
            };
        }

        return sorted!;
    }

    private static Func<TaskSummary, IComparable> KeyOf(TaskOrderField field) => field switch
    {
        TaskOrderField.CreatedAt => task => task.CreatedAt,
        TaskOrderField.ChangedAt => task => task.ChangedAt,
        TaskOrderField.CreatedBy => task => new Ordinal(task.CreatedBy),
        TaskOrderField.Status => task => task.Status,
        _ => task => new Ordinal(task.Id.Value),
    };

    private readonly record struct Ordinal(string Text) : IComparable
    {
        public int CompareTo(object? obj) => string.CompareOrdinal(Text, ((Ordinal)obj!).Text);
    }
}
