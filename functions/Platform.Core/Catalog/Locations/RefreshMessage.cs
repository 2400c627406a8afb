using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Asks for sources to be read again: the message of queue <c>catalog-refresh</c>, as <c>catalog-refresh.schema.json</c> has it.
/// Exactly one of a registered location, also one that is no longer there and must be let go, an entity, and an audit.
/// </summary>
/// <param name="Id">The operation; sending twice does no harm.</param>
/// <param name="Attempt">How often it was put off, from 0.</param>
/// <param name="Audit">The catalog is to be compared with itself.</param>
public sealed record RefreshMessage(
    string Id, string? Location = null, string? EntityRef = null, int Attempt = 0, bool? Audit = null)
{
    public const string Queue = "catalog-refresh";

    public const string Ambiguous = "message-ambiguous";

    private const int MostAttempts = 100;

    public static Result<RefreshMessage> Parse(ReadOnlySpan<byte> utf8)
    {
        var message = MessageJson.Open(utf8, maxDepth: 16, "a JSON object");
        return message.IsOk ? Parse(message.Value) : Result<RefreshMessage>.Failed(message.Problems);
    }

    public Task SendAsync(IQueueSender queues, TimeSpan delay, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options);
        return delay > TimeSpan.Zero
            ? queues.SendLaterAsync(Queue, body, delay, cancellationToken)
            : queues.SendAsync(Queue, body, cancellationToken);
    }

    private static Result<RefreshMessage> Parse(JsonObject message)
    {
        var checks = new FieldChecks();
        checks.NoOthers(message, string.Empty, ["id", "location", "entityRef", "audit", "attempt", "traceparent", "tracestate"]);
        var id = checks.Text(message, string.Empty, "id", required: true, IsShort, "1 to 200 characters");
        var location = checks.Text(message, string.Empty, "location", required: false, IsShort, "a location's id");
        var entityRef = checks.Text(
            message, string.Empty, "entityRef", required: false, text => Catalog.EntityRef.TryParse(text, out _),
            Catalog.EntityRef.Requirements);
        checks.Text(message, string.Empty, "traceparent", required: false, IsShort, "at most 200 characters");
        checks.Text(message, string.Empty, "tracestate", required: false, text => text.Length <= 512, "at most 512 characters");
        var attempt = 0;
        if (message["attempt"] is { } node && !IsCount(node, out attempt))
        {
            checks.Add(FieldChecks.WrongFormat, "attempt", node, $"a number from 0 to {MostAttempts}");
        }

        bool? audit = null;
        if (message.TryGetPropertyValue("audit", out var asked))
        {
            audit = asked is JsonValue flag && flag.TryGetValue<bool>(out var isAsked) && isAsked ? true : null;
            if (audit is null)
            {
                checks.Add(FieldChecks.WrongFormat, "audit", asked, "true");
            }
        }

        if (checks.IsClean && new[] { location is not null, entityRef is not null, audit is not null }.Count(one => one) != 1)
        {
            checks.Add(Ambiguous, "location", null, "one of a location's id, an entity's reference, and an audit");
        }

        return checks.IsClean
            ? new RefreshMessage(id!, location, entityRef, attempt, audit)
            : Result<RefreshMessage>.Failed(checks.Problems);
    }

    private static bool IsShort(string text) => text.Length is > 0 and <= 200;

    private static bool IsCount(JsonNode node, out int count)
    {
        count = 0;
        return node is JsonValue value && value.TryGetValue(out count) && count is >= 0 and <= MostAttempts;
    }
}
