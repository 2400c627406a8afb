using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Http;

/// <summary>
/// <c>http:request</c>: calls another system. What may be repeated is, when it may go better; anything else only when the other
/// side says that it did nothing (429, 503), or surely heard nothing. A turn that is repeated because its process died bears the
/// same idempotency key.
/// </summary>
public sealed class HttpRequestAction(IOutsideHttp http, RetryPauses pauses) : IScaffoldAction
{
    /// <summary>Outputs are in the history and the log of the task.</summary>
    public const int LargestAnswer = 64 * 1024;

    private const int LongestQuote = 500;

    /// <summary>Whoever asks to wait longer is asked again in the meantime.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private static readonly string[] Repeatable = ["GET", "HEAD", "PUT", "DELETE"];

    // They are for a browser that comes back, and hold what signs it in.
    private static readonly string[] LeftOut = ["set-cookie", "www-authenticate", "authorization"];

    public string Id => "http:request";

    public string Description => "Calls an HTTP endpoint of another system and gives its answer.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public JsonObject InputSchema => HttpRequestSchema.Input;

    public JsonObject OutputSchema => HttpRequestSchema.Output;

    public IReadOnlyList<ActionExample> Examples => HttpRequestSchema.Examples;

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var read = HttpRequestInput.From(call.Input);
        if (!read.IsOk)
        {
            return ActionTurn.Failed(read.Problems);
        }

        var input = read.Value;
        var headers = input.Headers.Any(header => header.Key.Equals(IdempotencyKeys.Header, StringComparison.OrdinalIgnoreCase))
            ? input.Headers
            : [.. input.Headers, new(IdempotencyKeys.Header, IdempotencyKeys.For(task.Id, call.Step))];
        var answer = await http.SendAsync(
            new(OutsideAudience.Template, input.Method, input.Url, headers, input.Body, input.Timeout, LargestAnswer),
            cancellationToken);
        return Judge(call, input, answer, StepPatience.Of(task, call.Step.Id, pauses));
    }

    public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var input = HttpRequestInput.From(call.Input);
        IReadOnlyList<Problem> problems = !input.IsOk ? input.Problems
            : http.WhyRefused(OutsideAudience.Template, input.Value.Method, input.Value.Url) is { } refused ? [refused]
            : [];
        return Task.FromResult(problems.Count > 0
            ? ActionTurn.Failed(problems)
            : ActionTurn.Done(ActionSchemas.ExampleOf(OutputSchema)).Saying($"Would call {input.Value!.Shown}"));
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} does not know what it made.");

    private static ActionTurn Judge(ActionCall call, HttpRequestInput input, OutsideAnswer answer, StepPatience patience)
    {
        var redactor = input.Redactor();
        switch (answer)
        {
            case OutsideAnswer.Refused refused:
                return ActionTurn.Failed(redactor.Redact(refused.Problem));
            case OutsideAnswer.NotSent unsent:
                return Again(call, input, patience, $"{input.Shown}: {unsent.Why}.", null, mayRepeat: true);
            case OutsideAnswer.Lost lost:
                return Again(call, input, patience, $"{input.Shown}: {lost.Why}.", null, Repeatable.Contains(input.Method));
            case OutsideAnswer.Answered answered when input.IsExpected(answered.Status):
                return Done(input, answered, redactor);
            case OutsideAnswer.Answered { Status: 408 or 429 or >= 500 } busy
                when busy.Status is 429 or 503 || Repeatable.Contains(input.Method):
                var again = Again(call, input, patience, Said(input, busy.Status), busy.RetryAfter, mayRepeat: true);
                return again.Kind == TurnKind.Failed ? Refused(input, busy, redactor) : again;
            case OutsideAnswer.Answered wrong:
                return Refused(input, wrong, redactor);
            default:
                throw new InvalidOperationException($"{answer} is no answer.");
        }
    }

    private static ActionTurn Again(
        ActionCall call, HttpRequestInput input, StepPatience patience, string why, TimeSpan? asked, bool mayRepeat)
    {
        if (!mayRepeat || call.Attempt >= patience.Attempts)
        {
            return ActionTurn.Failed(new Problem(
                mayRepeat ? "http-unreachable" : "http-outcome-unknown",
                mayRepeat ? why : $"{why} Whether {input.Url.Authority} did as asked is not known; it is not asked twice.",
                "url", input.Url.Authority, "an answer"));
        }

        var wait = patience.WaitFor(asked > LongestPause ? LongestPause : asked, call.Attempt);
        return ActionTurn.Retry(wait).Saying(patience.Again(why, wait, call.Attempt));
    }

    private static ActionTurn Refused(HttpRequestInput input, OutsideAnswer.Answered answer, SecretRedactor redactor)
    {
        if (input.ContinueOnBadResponse)
        {
            return Done(input, answer, redactor);
        }

        var text = Encoding.UTF8.GetString(answer.Body.Span);
        var quote = text.Length > LongestQuote ? $"{text[..LongestQuote]} ..." : text;
        return ActionTurn.Failed(new Problem(
            "http-status-unexpected",
            redactor.Redact(quote.Length == 0 ? Said(input, answer.Status) : $"{Said(input, answer.Status)} {quote}"),
            "expectedStatus",
            answer.Status,
            input.Expected.Count > 0 ? $"one of {string.Join(", ", input.Expected)}" : "200 to 299"));
    }

    private static ActionTurn Done(HttpRequestInput input, OutsideAnswer.Answered answer, SecretRedactor redactor)
    {
        var output = new JsonObject
        {
            ["code"] = answer.Status,
            ["headers"] = new JsonObject(answer.Headers.Where(header => !LeftOut.Contains(header.Key))
                .Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
            ["body"] = BodyOf(answer),
        };
        return ActionTurn.Done(redactor.Redact(output)).Saying(Said(input, answer.Status));
    }

    private static JsonNode? BodyOf(OutsideAnswer.Answered answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span);
        if (answer.Headers.GetValueOrDefault("content-type")?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return text;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Said(HttpRequestInput input, int status) =>
        string.Create(CultureInfo.InvariantCulture, $"{input.Shown} answered {status}.");
}
