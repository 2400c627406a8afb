using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Functions.Scaffolding;

/// <summary>What came of a request for a task.</summary>
public abstract record CreateTaskOutcome
{
    /// <param name="IsNew">False when the same request was here before.</param>
    public sealed record Accepted(TaskId TaskId, bool IsNew) : CreateTaskOutcome;

    /// <summary>The values are wrong; all problems at once.</summary>
    public sealed record InvalidValues(IReadOnlyList<Problem> Problems) : CreateTaskOutcome;

    public sealed record Refused(int Status, IReadOnlyList<Problem> Problems) : CreateTaskOutcome;
}

/// <summary>Turns a request into a row that holds all its task needs. The caller starts it; the reconciler would,
/// too.</summary>
public sealed class CreateTaskHandler(
    ITemplateLibrary templates, StepPreparation preparation, TaskSecretIntake secrets, ITaskStore tasks, ITaskNames names,
    IEventLog events, TimeProvider clock)
{
    public async Task<CreateTaskOutcome> HandleAsync(
        JsonObject body, string? idempotencyKey, Caller caller, CancellationToken cancellationToken, TaskId? restartOf = null)
    {
        var request = CreateTaskRequest.Parse(body);
        if (!request.IsOk)
        {
            return new CreateTaskOutcome.Refused(400, request.Problems);
        }

        IdempotencyKey? key = null;
        if (idempotencyKey is not null && !IdempotencyKey.TryParse(idempotencyKey, out key))
        {
            return new CreateTaskOutcome.Refused(400, [new(
                "idempotency-key-invalid", "The header Idempotency-Key is not valid.", "Idempotency-Key", idempotencyKey,
                IdempotencyKey.Requirements)]);
        }

        var found = await templates.FindAsync(
            request.Value.Template, new TemplateSelection(request.Value.Channel), cancellationToken);
        if (!found.IsOk)
        {
            return new CreateTaskOutcome.Refused(404, found.Problems);
        }

        var template = TemplateParser.Parse(found.Value.Document);
        if (!template.IsOk)
        {
            return new CreateTaskOutcome.Refused(422, template.Problems);
        }

        // A field that is left out has its default, also where the form calls it required.
        var values = ParameterValidation.WithDefaults(template.Value, request.Value.Values);
        IReadOnlyList<Problem> invalid =
        [
            .. ParameterValidation.Validate(template.Value, values),
            .. SecretRules.Check(template.Value, request.Value.Secrets),
        ];
        if (invalid.Count > 0)
        {
            return new CreateTaskOutcome.InvalidValues(invalid);
        }

        if (secrets.Refusal(request.Value.Secrets) is { } refusal)
        {
            return new CreateTaskOutcome.Refused(422, [refusal]);
        }

        var user = new TaskUser(caller.Subject);
        var spec = TaskSpec.For(template.Value, found.Value, values, user, request.Value.KeepOnFailure, restartOf)
            with
        { SecretNames = request.Value.SecretNames };
        var missing = await preparation.FindMissingActionsAsync(spec.Steps, cancellationToken);
        return missing.Count > 0
            ? new CreateTaskOutcome.Refused(422, TemplatePlaces.Locate(found.Value.Document, missing))
            : await CreateAsync(spec, request.Value, key, caller, cancellationToken);
    }

    private async Task<CreateTaskOutcome> CreateAsync(
        TaskSpec spec, CreateTaskRequest request, IdempotencyKey? key, Caller caller, CancellationToken cancellationToken)
    {
        var id = key is null ? TaskId.New(clock) : TaskId.For(caller.Id, key);
        var task = ScaffoldTask.Create(id, spec, caller.Id, clock);
        if (spec.Parameters["name"] is JsonValue value && value.TryGetValue<string>(out var name))
        {
            // Before the task, so that no task is without its name.
            await names.AddAsync(name, id, cancellationToken);
        }

        // Before the task, too, so that none begins without them; what a request leaves that dies here is swept.
        await secrets.KeepAsync(id, request.Secrets, cancellationToken);
        var creation = await tasks.CreateAsync(task, request.Fingerprint, cancellationToken);
        switch (creation.Outcome)
        {
            case TaskCreationOutcome.KeyTaken:
                return new CreateTaskOutcome.Refused(422, [new(
                    "idempotency-key-taken",
                    $"The idempotency key stands for another request, which made task {creation.TaskId}.",
                    "Idempotency-Key", key?.Value, "a key of its own for each request")]);
            case TaskCreationOutcome.Created:
                PlatformMetrics.TasksStarted.Add(
                    1, new KeyValuePair<string, object?>(TelemetryTags.Template, request.Template.Canonical));
                // The first thing a follower sees; the task's first activity says it too, should this process end here.
                await events.AppendAsync(id, [StepEvents.Created(task)], cancellationToken);
                break;
        }

        return new CreateTaskOutcome.Accepted(creation.TaskId, creation.Outcome == TaskCreationOutcome.Created);
    }
}
