using Platform.Core.Access;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Testing;

namespace Platform.Core.Scaffolding.Library.Promotion;

/// <summary>
/// What the orchestration of a promotion has done for it, each method one activity and safe to repeat. The canary is a task like
/// any other, whose repository is taken back when its first CI run was green.
/// </summary>
public sealed class PromotionProcess(
    ITemplateLibrary library,
    ITemplateVersions versions,
    StoredTests tests,
    ITaskStore tasks,
    IEventLog events,
    AuditTrail audit,
    INotifier notifier,
    TimeProvider clock)
{
    private const string Who = "promotion";

    /// <returns>What is wrong with the version, its tests included.</returns>
    public async Task<IReadOnlyList<Problem>> TestAsync(PromotionCall call, CancellationToken cancellationToken)
    {
        var stored = await library.FindAsync(call.Template, TemplateSelection.Version(call.Hash), cancellationToken);
        if (!stored.IsOk)
        {
            return stored.Problems;
        }

        var file = await tests.ReadAsync(stored.Value, cancellationToken);
        return file.IsOk ? await tests.RunAsync(stored.Value, file.Value, cancellationToken) : file.Problems;
    }

    /// <summary>Makes the canary's task; it is started as every task is.</summary>
    public async Task<CanaryStart> StartCanaryAsync(PromotionCall call, CancellationToken cancellationToken)
    {
        var stored = await library.FindAsync(call.Template, TemplateSelection.Version(call.Hash), cancellationToken);
        var file = stored.IsOk
            ? await tests.ReadAsync(stored.Value, cancellationToken)
            : Result<TestFile>.Failed(stored.Problems);
        var template = stored.IsOk
            ? TemplateParser.Parse(stored.Value.Document)
            : Result<TemplateDefinition>.Failed(stored.Problems);
        if (!file.IsOk || !template.IsOk || !stored.IsOk)
        {
            return new(null, [.. file.Problems, .. template.Problems]);
        }

        var name = $"canary-{ContentHash.Of(call.Attempt)[..12]}";
        if (CanaryValues.Of(file.Value, name, call.Organization!) is not { } values)
        {
            return new(null, [new("canary-without-values", "No test of the template expects success.",
                Expected: "a test whose values make a service")]);
        }

        var filled = ParameterValidation.WithDefaults(template.Value, values);
        var invalid = ParameterValidation.Validate(template.Value, filled);
        if (invalid.Count > 0)
        {
            return new(null, [.. invalid.Select(problem => problem with { Field = $"values.{problem.Field}" })]);
        }

        var id = TaskId.For(Who, IdempotencyKey.Parse(call.Attempt));
        var spec = TaskSpec.For(template.Value, stored.Value, filled, new TaskUser(Who)) with { TakeBack = true };
        await tasks.CreateAsync(ScaffoldTask.Create(id, spec, Who, clock), call.Attempt, cancellationToken);
        return new(id, []);
    }

    public async Task<CanaryState> LookAsync(TaskId canary, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(canary, cancellationToken)
            ?? throw new InvalidOperationException($"There is no canary {canary}.");
        if (!task.HasEnded)
        {
            return new(false, []);
        }

        var told = await events.ReadAsync(canary, 0, cancellationToken);
        if (task.Status != ScaffoldTaskStatus.Completed)
        {
            var why = told.LastOrDefault(entry => entry.Body.Error is not null)?.Body.Error?.Problems;
            return new(true, why is { Count: > 0 } ? why : [new("canary-failed", $"The canary {canary} is {task.Status}.")]);
        }

        var green = told.Any(entry => entry.Body.StepId == VerifyFirstRunAction.StepId
            && $"{entry.Body.Output?["conclusion"]}" == "success");
        return new(true, green ? [] : [new(
            "canary-not-green", $"The canary {canary} had no CI run that was green.",
            Expected: "a template whose repositories have a workflow that runs on push")]);
    }

    public async Task DecideAsync(PromotionVerdict verdict, CancellationToken cancellationToken)
    {
        var (call, passed) = (verdict.Call, verdict.Problems.Count == 0);
        var outcome = passed ? VerificationOutcome.Passed : VerificationOutcome.Failed;
        var now = clock.GetUtcNow();
        await versions.NoteAsync(
            call.Template, call.Hash, new(outcome, call.Cause, now, verdict.Problems, verdict.Canary), cancellationToken);
        if (passed && call.Cause == PromotionCall.Promotion)
        {
            await versions.PromoteAsync(call.Template, call.Hash, call.By, now, cancellationToken);
        }

        PlatformMetrics.TemplateVerifications.Add(
            1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, passed ? "passed" : "failed"));
        await audit.RecordAsync(
            call.By, call.Cause == PromotionCall.Promotion ? "template promotion" : "template verification", call.Attempt,
            [call.Template.Canonical, call.Hash], passed ? AuditOutcome.Succeeded : AuditOutcome.Refused,
            passed ? "passed" : verdict.Problems[0].Message, cancellationToken);
        if (!passed && call.Cause == PromotionCall.Schedule)
        {
            await notifier.NotifyAsync(Told(verdict), cancellationToken);
        }
    }

    private static Notification Told(PromotionVerdict verdict) => new(
        $"template-verification/{verdict.Call.Attempt}",
        new ChatMessage(
            $"Template {verdict.Call.Template.Name} no longer makes a service that works",
            ChatSeverity.Warning,
            [new ChatFact("Version", verdict.Call.Hash[..12])],
            [.. verdict.Problems.Take(3).Select(problem => new ChatSection(problem.Message))]));
}
