using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Commands.Making;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Functions.Scaffolding;

namespace Platform.Functions.ChatOps;

/// <summary>Has something made from a template, by the same handler as the HTTP route.</summary>
public sealed class NewVerb(
    ITemplateLibrary templates, CreateTaskHandler tasks, IChatRepeats repeats, IAuditLog audit, TimeProvider clock) : IChatVerb
{
    public string Name => "new";

    public string Usage => "new TEMPLATE name=NAME owner=TEAM";

    public string Summary => $"Has a service made from a template; --{MakeOrder.Keep} keeps what was made if it fails.";

    public Role Role => Role.Scaffolder;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (request.Line.Words.Count < 2 || !EntityRef.TryParse(request.Line.Words[1], out var wanted, defaultKind: "template"))
        {
            return new(await ChoicesAsync(request, "Which template?", cancellationToken));
        }

        var found = await templates.FindAsync(wanted, cancellationToken);
        if (!found.IsOk)
        {
            return new(await ChoicesAsync(request, $"There is no template '{request.Line.Words[1]}'.", cancellationToken));
        }

        var template = TemplateParser.Parse(found.Value.Document);
        if (!template.IsOk)
        {
            return new(ChatAnswers.Problems($"The template {wanted} is broken", template.Problems));
        }

        var order = MakeOrder.Of(request.Line, template.Value, request.Person);
        return order.Problems.Count > 0
            ? new(ChatAnswers.Problems(
                "Nothing was made yet", order.Problems,
                ChatAnswers.ToPaste("Paste this, with your values", request.Say(order.Corrected))))
            : await MakeAsync(request, template.Value, order, cancellationToken);
    }

    private async Task<ChatAnswer> MakeAsync(
        ChatRequest request, TemplateDefinition template, MakeOrder order, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["templateRef"] = template.Ref.Canonical,
            ["values"] = order.Values,
            ["keepOnFailure"] = order.KeepOnFailure,
        };
        var command = request.Command;
        var meaning = $"{request.Caller.Id}\n{CanonicalJson.Of(body.DeepClone())}";
        var first = await repeats.FirstAsync(meaning, command.Id, command.ReceivedAt, cancellationToken);
        var entry = new AuditEntry(
            $"{command.Id[..32]}-{request.Attempt}", request.Caller.Id, $"{ChatNames.Commands} {Name} {template.Ref}",
            clock.GetUtcNow(), $"{command.Platform} {command.Team}/{command.Channel}/{command.User}");
        await audit.BeginAsync(entry, cancellationToken);
        var outcome = await tasks.HandleAsync(body, $"chat-{first}", request.Caller, cancellationToken);
        switch (outcome)
        {
            case CreateTaskOutcome.Accepted accepted:
                await request.StartTask(accepted.TaskId, accepted.IsNew, cancellationToken);
                await audit.CompleteAsync(
                    entry.WithStatus(201) with { Subjects = [template.Ref.Canonical, accepted.TaskId.Value] }, cancellationToken);
                return new(Accepted(request, template, order, accepted.TaskId), accepted.TaskId);
            case CreateTaskOutcome.InvalidValues invalid:
                await audit.CompleteAsync(entry.WithStatus(400), cancellationToken);
                return new(ChatAnswers.Problems("Nothing was made", invalid.Problems));
            case CreateTaskOutcome.Refused refused:
                await audit.CompleteAsync(entry.WithStatus(refused.Status), cancellationToken);
                return new(ChatAnswers.Problems("Nothing was made", refused.Problems));
            default:
                throw new InvalidOperationException($"{outcome} has no answer.");
        }
    }

    private static ChatMessage Accepted(ChatRequest request, TemplateDefinition template, MakeOrder order, TaskId task) => new(
        $"Making {(order.Values["name"] is { } name ? name.ToString() : "it")} from {MakeOrder.NameOf(template.Ref)}",
        Facts: [new("Asked for by", request.Caller.Id), new("Task", task.Value)],
        Sections: [new("Its end is told here."), ChatAnswers.ToPaste("To see how far it is", request.Say($"status {task}"))]);

    private async Task<ChatMessage> ChoicesAsync(ChatRequest request, string title, CancellationToken cancellationToken)
    {
        var known = (await templates.ListAsync(cancellationToken)).Select(template => MakeOrder.NameOf(template.Ref)).ToList();
        var near = request.Line.Words.Count < 2 ? [] : NearestWords.Find(request.Line.Words[1], known);
        var rest = string.Concat(
            request.Line.Words.Skip(2).Select(word => $" {CommandText.Quote(word)}")
                .Concat(request.Line.Values.Select(value => $" {value.Key}={CommandText.Quote(value.Value)}"))
                .Concat(request.Line.Flags.Select(flag => $" --{flag.Key}")));
        return known.Count == 0
            ? new(title, ChatSeverity.Warning, Sections: [new("This platform has no templates.")])
            : new(title, ChatSeverity.Warning, Sections: near.Count > 0
                ? [ChatAnswers.ToPaste("Did you mean", near.Select(name => request.Say($"new {name}{rest}")))]
                : [ChatAnswers.ToPaste("There is", known.Select(name => request.Say($"new {name}{rest}")))]);
    }
}
