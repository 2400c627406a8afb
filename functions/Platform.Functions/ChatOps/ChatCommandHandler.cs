using Microsoft.Extensions.Logging;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.FollowUps;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.People;
using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.ChatOps;

/// <summary>
/// Answers a command. It may run again at any time: what is made is made once, because its idempotency key is the command's,
/// and the answer is one post with one name.
/// </summary>
public sealed partial class ChatCommandHandler(
    ChatPeople people, ChatCallers callers, ChatVerbs verbs, ChatPosts posts, TaskFollowUps followUps, TimeProvider clock,
    ILogger<ChatCommandHandler> logger)
{
    public const string Expired = "chat-command-expired";

    private static readonly Problem TooLate = new(
        Expired,
        "The command is older than its reply address lives, so nobody would learn what came of it. It was not carried out.");

    public async Task<IReadOnlyList<Problem>> HandleAsync(
        ReadOnlyMemory<byte> body,
        long attempt,
        Func<TaskId, bool, CancellationToken, Task> startTask,
        CancellationToken cancellationToken)
    {
        var command = ChatCommandMessage.Parse(body.Span);
        if (!command.IsOk)
        {
            return command.Problems;
        }

        if (clock.GetUtcNow() >= command.Value.ReceivedAt + PostDelivery.ReplyLife)
        {
            return [TooLate];
        }

        var answer = await AnswerAsync(command.Value, attempt, startTask, cancellationToken);
        await PostAsync(command.Value, answer.Message, last: answer.Follow is null, cancellationToken);
        if (answer.Follow is { } task)
        {
            await followUps.BeginAsync(command.Value, task, cancellationToken);
        }

        return [];
    }

    /// <summary>Says that a command could not be handled, to whoever waits for its answer.</summary>
    public async Task ApologiseAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (ChatCommandMessage.Parse(body.Span) is { IsOk: true, Value: { } command })
        {
            var message = new ChatMessage("Something went wrong here", ChatSeverity.Failure, Sections:
                [new("The platform could not handle your command. Its operators find the reason among the failed messages of "
                    + $"the queue {ChatCommandMessage.Queue}, under the command's id {command.Id[..12]}.")]);
            await PostAsync(command, message, last: true, cancellationToken);
        }
    }

    private async Task<ChatAnswer> AnswerAsync(
        ChatCommand command,
        long attempt,
        Func<TaskId, bool, CancellationToken, Task> startTask,
        CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(command, cancellationToken);
        if (!person.IsOk)
        {
            Log.Refused(logger, command.Id, person.Problems[0].Code);
            return new(StrangerMessage(command, person.Problems[0]));
        }

        var line = CommandLine.Parse(command.Text);
        if (!line.IsOk)
        {
            return new(ChatAnswers.Problems("The command can't be read", line.Problems));
        }

        Log.Running(logger, command.Id, line.Value.Verb ?? "help", person.Value.Ref.Canonical);
        return await verbs.RunAsync(
            new(command, line.Value, callers.Of(person.Value), person.Value, startTask) { Attempt = attempt }, cancellationToken);
    }

    private static ChatMessage StrangerMessage(ChatCommand command, Problem problem)
    {
        var annotations = $"metadata:\n  annotations:\n    {ChatAnnotations.SlackUser}: {command.User}\n"
            + $"    {ChatAnnotations.SlackTeam}: {command.Team}";
        return ChatAnswers.Problems(
            "The platform does not know you yet",
            [problem with { Expected = null }],
            problem.Code == ChatPeople.Unknown ? [new ChatSection(annotations, "In the catalog", Verbatim: true)] : []);
    }

    private Task PostAsync(ChatCommand command, ChatMessage message, bool last, CancellationToken cancellationToken) =>
        posts.SendAsync(
            new ChatPost(
                command.Id, TaskFollowUps.Answer, message, command.ReceivedAt + PostDelivery.ReplyLife, command.Reply,
                Last: last),
            cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Command {Id} was refused: {Code}.")]
        public static partial void Refused(ILogger logger, string id, string code);

        [LoggerMessage(2, LogLevel.Information, "Command {Id} '{Verb}' of {User} runs.")]
        public static partial void Running(ILogger logger, string id, string verb, string user);
    }
}
