using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.People;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Notifying;

/// <summary>
/// <c>notify:slack</c>: tells a channel, or who asked for the task. It goes the way of all posts, within Slack's limits; the
/// step's key names the occasion, so it is said once whatever is repeated.
/// </summary>
public sealed class NotifySlackAction(INotifier notifier, ICatalogReader catalog) : IScaffoldAction
{
    private const string Nobody = "slack-requester-unknown";

    public string Id => "notify:slack";

    public string Description => "Posts a message to a Slack channel, or to whoever asked for the task.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    /// <value>None: what is said is read by people.</value>
    public IReadOnlyList<string>? SecretInputs => [];

    public JsonObject InputSchema => NotifySlackSchema.Input;

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf("""{ "sent": { "type": "boolean", "examples": [true] } }""");

    public IReadOnlyList<ActionExample> Examples => NotifySlackSchema.Examples;

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(task, call.Input, cancellationToken);
        if (!channel.IsOk)
        {
            return Unreachable(call.Input, channel.Problems);
        }

        await notifier.NotifyAsync(
            new(IdempotencyKeys.For(task.Id, call.Step), MessageOf(call.Input), channel.Value.Length > 0 ? channel.Value : null),
            cancellationToken);
        return ActionTurn.Done(new JsonObject { ["sent"] = true }).Saying($"Told {Whom(call.Input)} on Slack");
    }

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(task, call.Input, cancellationToken);
        return channel.IsOk
            ? ActionTurn.Done(new JsonObject { ["sent"] = true }).Saying($"Would tell {Whom(call.Input)} on Slack")
            : Unreachable(call.Input, channel.Problems);
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} can't unsay anything.");

    private static ActionTurn Unreachable(JsonObject input, IReadOnlyList<Problem> problems) =>
        input["optional"]?.GetValue<bool>() == true
            ? ActionTurn.Done(new JsonObject { ["sent"] = false }).Saying([.. problems.Select(problem => problem.Message)])
            : ActionTurn.Failed(problems);

    /// <returns>Empty for the configured channel.</returns>
    private async Task<Result<string>> ChannelAsync(ScaffoldTask task, JsonObject input, CancellationToken cancellationToken)
    {
        if (input["toRequester"]?.GetValue<bool>() != true)
        {
            return input["channel"]?.GetValue<string>() ?? string.Empty;
        }

        return EntityRef.TryParse(task.Spec.User.Ref, out var user, "user")
            && await catalog.FindAsync(user, cancellationToken) is { } entity
            && ChatAnnotations.SlackUserOf(entity) is { } person
            ? person
            : new Problem(
                Nobody, $"Nobody knows who '{task.Spec.User.Ref}' is on Slack.", "toRequester", task.Spec.User.Ref,
                $"a User entity with the annotation {ChatAnnotations.SlackUser}, a channel, or 'optional: true'");
    }

    private static string Whom(JsonObject input) => input["toRequester"]?.GetValue<bool>() == true
        ? "the requester"
        : input["channel"]?.GetValue<string>() ?? "the platform's channel";

    private static ChatMessage MessageOf(JsonObject input)
    {
        var text = input["text"]!.GetValue<string>();
        var title = input["title"]?.GetValue<string>();
        return new(
            title ?? text,
            Enum.Parse<ChatSeverity>(input["severity"]?.GetValue<string>() ?? "info", ignoreCase: true),
            [.. (input["facts"] as JsonObject ?? []).Select(fact => new ChatFact(fact.Key, fact.Value!.ToString()))],
            title is null ? [] : [new ChatSection(text)],
            [.. (input["links"] as JsonArray ?? []).Select(link =>
                new ChatLink(link!["title"]!.GetValue<string>(), link["url"]!.GetValue<string>()))]);
    }
}
