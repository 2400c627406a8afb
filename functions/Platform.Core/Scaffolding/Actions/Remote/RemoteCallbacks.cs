using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>What became of a service's report.</summary>
/// <param name="Wake">The instance to wake and the event to wake it by; null when nobody waits for this.</param>
/// <param name="WasNew">False for what had been said before, or comes after the task's end.</param>
public sealed record CallbackOutcome(bool WasNew, (string Instance, string Event)? Wake = null);

/// <summary>
/// Takes in what services report of their calls. Progress goes into the task's log; the first word on the end is kept, saying it
/// again is harmless, and saying another is refused. The task is woken last, so a report that breaks off is simply made again.
/// </summary>
public sealed class RemoteCallbacks(
    ITaskStore tasks, IEventLog events, ITaskSecrets secrets, IRemoteCallStore calls, TimeProvider clock)
{
    public const string Settled = "callback-settled";

    private const int MostReports = 1000;
    private const string Progress = "progress";
    private const string Completed = "completed";
    private const string Failed = "failed";

    /// <param name="token">Verified.</param>
    public async Task<Result<CallbackOutcome>> ReportAsync(
        CallbackToken token, JsonObject body, CancellationToken cancellationToken)
    {
        var report = Read(token, body);
        if (!report.IsOk)
        {
            return Result<CallbackOutcome>.Failed(report.Problems);
        }

        if (await tasks.FindAsync(token.Task, cancellationToken) is not { HasEnded: false } task || task.Run != token.Run)
        {
            return new CallbackOutcome(WasNew: false);
        }

        var redactor = (await secrets.OpenAsync(task.Id, cancellationToken)).Redactor;
        return report.Value.End is { } end
            ? await EndAsync(token, new((JsonObject?)redactor.Redact(end.Output), Text(redactor, end.Error)), cancellationToken)
            : await ProgressAsync(token, Text(redactor, report.Value.Message)!, report.Value.Percent, cancellationToken);
    }

    private async Task<Result<CallbackOutcome>> EndAsync(CallbackToken token, RemoteEnd end, CancellationToken cancellationToken)
    {
        var isNew = false;
        var call = await calls.ChangeAsync(
            token.Call,
            known =>
            {
                isNew = known.End is null;
                return isNew ? known with { HeardAt = clock.GetUtcNow(), End = end } : null;
            },
            cancellationToken);

        // Woken by a repeat too: the first report may have broken off before it came to that.
        return isNew || PlatformJson.Serialize(call.End) == PlatformJson.Serialize(end)
            ? new CallbackOutcome(isNew, (ScaffoldTask.InstanceOf(token.Task, token.Run), RemoteAction.EventOf(token.Key)))
            : new Problem(
                Settled, "The call has ended with another word before.", "status", Expected: "one end for each call");
    }

    private async Task<Result<CallbackOutcome>> ProgressAsync(
        CallbackToken token, string message, int? percent, CancellationToken cancellationToken)
    {
        var call = await calls.ChangeAsync(
            token.Call, known => known.End is not null || known.Reports >= MostReports ? null
                : known with { HeardAt = clock.GetUtcNow(), Reports = known.Reports + 1 },
            cancellationToken);
        if (call.End is not null)
        {
            return new CallbackOutcome(WasNew: false);
        }

        if (call.Reports >= MostReports)
        {
            return new Problem(
                "callback-too-many", "The call has reported its progress too often.",
                Expected: string.Create(CultureInfo.InvariantCulture, $"at most {MostReports} reports"));
        }

        var shown = percent is null ? message : string.Create(CultureInfo.InvariantCulture, $"{message} ({percent} %)");
        var key = StepEvents.KeyOf(token.Run, $"{token.Key}/progress/{ContentHash.Of(shown)}");
        await events.AppendAsync(token.Task, [new(key, new(shown, token.Step))], cancellationToken);
        return new CallbackOutcome(WasNew: true);
    }

    private static Result<Report> Read(CallbackToken token, JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["idempotencyKey", "status", "message", "percent", "output"]);
        checks.Text(
            body, string.Empty, "idempotencyKey", required: true,
            text => text == IdempotencyKeys.For(token.Task, token.Key),
            "the key of the call that the token belongs to");
        var status = checks.Text(
            body, string.Empty, "status", required: true, text => text is Progress or Completed or Failed,
            $"{Progress}, {Completed} or {Failed}");
        var message = checks.Text(body, string.Empty, "message", required: status is Progress or Failed);
        var output = checks.Object(body, string.Empty, "output");
        int? percent = null;
        if (body["percent"] is { } written)
        {
            percent = written is JsonValue value && value.TryGetValue<int>(out var number) && number is >= 0 and <= 100
                ? number
                : null;
            if (percent is null)
            {
                checks.Mismatch("percent", written, "a whole number from 0 to 100");
            }
        }

        return !checks.IsClean ? Result<Report>.Failed(checks.Problems)
            : new Report(
                status switch
                {
                    Completed => new((JsonObject?)output?.DeepClone() ?? []),
                    Failed => new(null, RemoteTexts.Short(message!)),
                    _ => null,
                },
                message is null ? null : RemoteTexts.Short(message),
                percent);
    }

    private static string? Text(SecretRedactor redactor, string? text) => text is null ? null : redactor.Redact(text);

    private sealed record Report(RemoteEnd? End, string? Message, int? Percent);
}
