using Platform.Core.Access;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.ChatOps.Commands;

/// <summary>Tells how far a task is.</summary>
public sealed class StatusVerb(ITaskStore tasks, IEventLog events, ITaskNames names) : IChatVerb
{
    private const int MostEarlier = 5;

    public string Name => "status";

    public string Usage => "status TASK";

    public string Summary => "Tells how far a task is; TASK is its id, or the name of what it makes.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (request.Line.Words is not [_, var wanted])
        {
            return new(new("Which task?", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Name it, or give its id", request.Say("status orders"))]));
        }

        var found = await FindAsync(wanted, cancellationToken);
        if (found.Count == 0)
        {
            return new(await UnknownAsync(request, wanted, cancellationToken));
        }

        var message = TaskCard.Of(found[0], await events.ReadAsync(found[0].Id, 0, cancellationToken));
        var earlier = found.Skip(1).Take(MostEarlier).Select(task => request.Say($"status {task.Id}")).ToList();
        return new(earlier.Count == 0
            ? message
            : message with
            {
                Sections = [.. message.Sections ?? [], ChatAnswers.ToPaste("Earlier tasks of this name", earlier)],
            });
    }

    /// <returns>The newest first.</returns>
    private async Task<IReadOnlyList<ScaffoldTask>> FindAsync(string wanted, CancellationToken cancellationToken)
    {
        var found = new List<ScaffoldTask>();
        IReadOnlyList<TaskId> ids = TaskId.TryParse(wanted, out var id) ? [id] : await names.FindAsync(wanted, cancellationToken);
        foreach (var candidate in ids)
        {
            if (await tasks.FindAsync(candidate, cancellationToken) is { } task)
            {
                found.Add(task);
            }
        }

        return [.. found.OrderByDescending(task => task.CreatedAt)];
    }

    private async Task<ChatMessage> UnknownAsync(ChatRequest request, string wanted, CancellationToken cancellationToken)
    {
        var near = TaskId.TryParse(wanted, out _) ? [] : await names.NearestAsync(wanted, cancellationToken);
        return near.Count > 0
            ? new($"No task makes '{wanted}'.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Did you mean", near.Select(name => request.Say($"status {name}")))])
            : new($"There is no task '{wanted}'.", ChatSeverity.Warning, Sections:
                [new("A task is known by its id, or by the name of what it makes.")]);
    }
}
