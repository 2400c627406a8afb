using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Asks for sources to be read again: the message of queue <c>catalog-refresh</c>. Exactly one of a registered location, also one
/// that is no longer there and must be let go, and an entity.
/// </summary>
/// <param name="Id">The operation; sending twice does no harm.</param>
/// <param name="Attempt">How often it was put off, from 0.</param>
public sealed record RefreshMessage(string Id, string? Location = null, string? EntityRef = null, int Attempt = 0)
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
        checks.NoOthers(message, string.Empty, ["id", "location", "entityRef", "attempt", "traceparent", "tracestate"]);
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

        if (checks.IsClean && (location is null) == (entityRef is null))
        {
            checks.Add(Ambiguous, "location", null, "either a location's id or an entity's reference");
        }

        return checks.IsClean
            ? new RefreshMessage(id!, location, entityRef, attempt)
            : Result<RefreshMessage>.Failed(checks.Problems);
    }

    private static bool IsShort(string text) => text.Length is > 0 and <= 200;

    private static bool IsCount(JsonNode node, out int count)
    {
        count = 0;
        return node is JsonValue value && value.TryGetValue(out count) && count is >= 0 and <= MostAttempts;
    }
}
