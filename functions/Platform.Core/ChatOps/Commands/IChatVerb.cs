using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.ChatOps.Commands;

/// <summary>One thing that can be asked for in a chat.</summary>
public interface IChatVerb
{
    /// <value>The first word of its commands.</value>
    string Name { get; }

    /// <value>What follows the slash command, for example <c>status TASK</c>.</value>
    string Usage { get; }

    /// <value>One sentence.</value>
    string Summary { get; }

    /// <value>The role that a caller needs, as on the HTTP route that does the same.</value>
    Role Role { get; }

    /// <summary>
    /// Handling the same command again has no further effect and gives the same answer where something was
    /// made.
    /// </summary>
    Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken);
}

/// <param name="Line">The command's words.</param>
/// <param name="Caller">The catalog user, with the roles that chat grants.</param>
/// <param name="Person">The catalog user's entity.</param>
/// <param name="StartTask">Starts a task's orchestration; the second argument says whether the task is new.</param>
public sealed record ChatRequest(
    ChatCommand Command,
    CommandLine Line,
    Caller Caller,
    CatalogEntity Person,
    Func<TaskId, bool, CancellationToken, Task> StartTask)
{
    /// <value>How often handling the command was begun.</value>
    public long Attempt { get; init; } = 1;

    /// <summary>A command as it can be typed.</summary>
    public string Say(string words) => $"{Command.Command} {words}";
}

/// <param name="Follow">The task whose progress and end are told, too.</param>
public sealed record ChatAnswer(ChatMessage Message, TaskId? Follow = null);
