using System.Globalization;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.ChatOps.FollowUps;

/// <summary>
/// Looks at a task from time to time and tells its conversation. A reply address takes five posts: the answer, up to three of
/// progress, and the end; when it is about to expire, the last one says how to ask on.
/// </summary>
public sealed class TaskFollowUps(ITaskStore tasks, IEventLog events, ChatPosts posts, IQueueSender sender, TimeProvider clock)
{
    public const string Answer = "answer";
    public const string End = "end";

    public const int MostProgressPosts = 3;

    /// <summary>Quick tasks are told of by their answer and their end alone.</summary>
    public static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(20);

    /// <summary>When the reply address lives no longer than this, the last post is due.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromMinutes(2);

    public Task BeginAsync(ChatCommand command, TaskId task, CancellationToken cancellationToken) =>
        new FollowUp(command.Id, command.Command, task, command.Reply, command.ReceivedAt, command.ReceivedAt)
            .SendAsync(sender, PauseAfter(TimeSpan.Zero), cancellationToken);

    public async Task<IReadOnlyList<Problem>> LookAsync(FollowUp followUp, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(followUp.Task, cancellationToken) is not { } task)
        {
            return [new("task-not-found", $"There is no task '{followUp.Task}'.", "task", followUp.Task.Value)];
        }

        var now = clock.GetUtcNow();
        var story = await events.ReadAsync(task.Id, 0, cancellationToken);
        // The status is changed before the last event is there; that moment counts as still running.
        if (task.HasEnded && story.Any(entry => entry.IsEnd))
        {
            await PostAsync(followUp, End, TaskCard.Of(task, story), cancellationToken);
            return [];
        }

        if (now >= followUp.AskedAt + PostDelivery.ReplyLife - Farewell)
        {
            await PostAsync(followUp, End, GoodbyeOf(followUp, task, story), cancellationToken);
            return [];
        }

        await LookAgainAsync(followUp, task, story, now, cancellationToken);
        return [];
    }

    private async Task LookAgainAsync(
        FollowUp followUp,
        ScaffoldTask task,
        IReadOnlyList<TaskEvent> story,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var next = followUp;
        var news = story.LastOrDefault(entry => entry.Id > followUp.Told && entry.Body is { StepId: not null, Status: not null });
        if (news is not null && followUp.Posts < MostProgressPosts && now >= followUp.ToldAt + ProgressPause)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"progress-{followUp.Posts + 1}");
            await PostAsync(followUp, name, TaskCard.Of(task, story), cancellationToken);
            next = followUp with { Told = news.Id, ToldAt = now, Posts = followUp.Posts + 1 };
        }

        await next.SendAsync(sender, PauseAfter(now - followUp.AskedAt), cancellationToken);
    }

    private Task PostAsync(FollowUp followUp, string name, ChatMessage message, CancellationToken cancellationToken) =>
        posts.SendAsync(
            new ChatPost(
                followUp.Conversation, name, message, followUp.AskedAt + PostDelivery.ReplyLife, followUp.Reply,
                After: Answer, Last: name == End),
            cancellationToken);

    private static ChatMessage GoodbyeOf(FollowUp followUp, ScaffoldTask task, IReadOnlyList<TaskEvent> story) => new(
        $"{TaskCard.SubjectOf(task)} is still being made",
        Sections:
        [
            new(TaskCard.ProgressOf(story)),
            new("Slack takes no further answers to this command."),
            ChatAnswers.ToPaste("To hear more, ask", $"{followUp.Command} status {task.Id}"),
        ]);

    /// <summary>About 20 looks in the first minute, 150 in the half hour that a reply address lives.</summary>
    private static TimeSpan PauseAfter(TimeSpan age) => age.TotalMinutes switch
    {
        < 1 => TimeSpan.FromSeconds(3),
        < 5 => TimeSpan.FromSeconds(8),
        _ => TimeSpan.FromSeconds(15),
    };
}
