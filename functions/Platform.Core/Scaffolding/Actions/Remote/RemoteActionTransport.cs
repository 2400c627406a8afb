using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Http;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>What a service answered.</summary>
/// <param name="Status">0 when no answer came.</param>
/// <param name="Body">Null when the answer has none, or none that is a JSON object.</param>
/// <param name="Why">Of everything but an answer: what went wrong, as a sentence.</param>
/// <param name="IsFinal">It will not go better the next time.</param>
public sealed record RemoteAnswer(int Status, JsonObject? Body, string Why, bool IsFinal, TimeSpan? RetryAfter = null);

/// <summary>Signs what goes to a service. Its key makes every call one that may be repeated.</summary>
public sealed class RemoteActionTransport(IOutsideHttp http, IRemoteActionSettings settings, TimeProvider clock)
{
    public const string SignatureVersion = OwnSignature.Version;
    public const string SignatureHeader = OwnSignature.Header;
    public const string TimestampHeader = OwnSignature.TimestampHeader;

    /// <summary>Outputs are in the history and the log of the task.</summary>
    public const int LargestAnswer = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Why nothing could be sent; null when something could.</summary>
    public Problem? WhyNot(RemoteActionDefinition action) =>
        http.WhyRefused(OutsideAudience.Administrator, "POST", action.Url) is { } refused ? refused
        : settings.SecretOf(action.SigningSecret) is null ? SecretMissing(action)
        : null;

    /// <param name="below">Behind the action's address; empty for the action itself.</param>
    public async Task<RemoteAnswer> PostAsync(
        RemoteActionDefinition action, string below, JsonObject body, string key, CancellationToken cancellationToken)
    {
        if (settings.SecretOf(action.SigningSecret) is not { } secret)
        {
            return new(0, null, SecretMissing(action).Message, IsFinal: true);
        }

        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(PlatformJson.Options));
        var answer = await http.SendAsync(
            new(
                OutsideAudience.Administrator,
                "POST",
                new Uri(action.Url.AbsoluteUri.TrimEnd('/') + below),
                OwnSignature.HeadersOf(secret, key, bytes, clock.GetUtcNow()),
                bytes,
                Patience,
                LargestAnswer),
            cancellationToken);
        return answer switch
        {
            OutsideAnswer.Answered answered => Read(action, answered),
            OutsideAnswer.NotSent unsent => new(0, null, $"{action.Id}: {unsent.Why}.", IsFinal: false),
            OutsideAnswer.Lost lost => new(0, null, $"{action.Id}: {lost.Why}.", IsFinal: false),
            OutsideAnswer.Refused refused => new(0, null, $"{action.Id}: {refused.Problem.Message}", IsFinal: true),
            _ => throw new InvalidOperationException($"{answer} is no answer."),
        };
    }

    private static RemoteAnswer Read(RemoteActionDefinition action, OutsideAnswer.Answered answer)
    {
        var body = Parse(answer.Body);
        var said = (body?["message"] as JsonValue)?.ToString();
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"{action.Id} answered {answer.Status}{(said is null ? "." : $": {RemoteTexts.Short(said)}")}");
        return new(answer.Status, body, why, answer.Status is not (408 or 425 or 429 or >= 500), answer.RetryAfter);
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Problem SecretMissing(RemoteActionDefinition action) => new(
        "remote-action-secret-missing",
        $"The setting {action.SigningSecret}, by which '{action.Id}' knows the platform, is empty.",
        Expected: string.Create(CultureInfo.InvariantCulture, $"at least {RemoteActionSecrets.LeastLength} characters"));
}
