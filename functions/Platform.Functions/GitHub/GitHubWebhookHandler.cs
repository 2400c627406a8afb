using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Metrics.Senders.GitHub.Lost;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.Functions.Hosting;

namespace Platform.Functions.GitHub;

/// <summary>
/// Checks a delivery's headers, puts it away for the figures, and hands it to whoever listens for its event; one that is too
/// large to be parsed within GitHub's ten seconds goes to all of them by the queue.
/// </summary>
public sealed partial class GitHubWebhookHandler(
    GitHubEventDispatcher dispatcher,
    SenderIntake intake,
    IGitHubHooks hooks,
    IDeliveryTraces traces,
    ILogger<GitHubWebhookHandler> logger)
{
    public const string Sender = "github";

    /// <summary>Parsed, a body takes some ten times its size; several come at once.</summary>
    internal const int LargestParsedAtOnce = 5 * 1024 * 1024;

    private static readonly Dictionary<string, string> NoHints = [];
    private static readonly Dictionary<string, string> Deferred = new() { [IDeferredDeliveries.Hint] = "true" };

    /// <returns>
    /// How many handlers took it at once; none for a repeated delivery, a ping, an event that nobody wants, or a large one.
    /// </returns>
    public async Task<Result<int>> HandleAsync(
        string? deliveryId,
        string? eventName,
        string? hookId,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
    {
        List<Problem> problems =
        [
            .. HeaderProblem("X-GitHub-Delivery", deliveryId, "the delivery's GUID"),
            .. HeaderProblem("X-GitHub-Event", eventName, "the event's name"),
        ];
        if (problems.Count > 0)
        {
            return Result<int>.Failed(problems);
        }

        if (body.Length > LargestParsedAtOnce)
        {
            await intake.TakeAsync(Sender, deliveryId, eventName!, Deferred, body, cancellationToken);
            Log.PutAway(logger, eventName!, deliveryId!, body.Length);
            return 0;
        }

        var payload = RequestBody.ParseObject(body.Span);
        if (!payload.IsOk)
        {
            return Result<int>.Failed(payload.Problems);
        }

        await NoteAsync(hookId, payload.Value, cancellationToken);
        if (GitHubTranslator.Tells(eventName!))
        {
            await intake.TakeAsync(Sender, deliveryId, eventName!, NoHints, body, cancellationToken);
        }

        return await DispatchAsync(new(deliveryId!, eventName!, payload.Value), cancellationToken);
    }

    /// <summary>
    /// Hooks of repositories are known from what they bring. GitHub doesn't sign its headers, so a repository that has no hook of
    /// that id is found out when it is asked.
    /// </summary>
    private Task NoteAsync(string? hookId, JsonObject payload, CancellationToken cancellationToken) =>
        long.TryParse(hookId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && RepositoryName.TryParse(TextOf(payload["repository"]?["full_name"]), out var name)
            ? hooks.NoteAsync(new($"{name}", id), cancellationToken)
            : Task.CompletedTask;

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private async Task<int> DispatchAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        using var activity = Begin(delivery, await traces.FindAsync(delivery, cancellationToken));
        var handlers = await dispatcher.DispatchAsync(delivery, cancellationToken);
        Log.Handled(logger, delivery.Event, delivery.Id, handlers);
        return handlers;
    }

    private static Activity? Begin(GitHubDelivery delivery, ActivityContext? origin)
    {
        var request = Activity.Current?.Context;
        ActivityLink[] links = origin is not null && request is { } own ? [new(own)] : [];
        return Telemetry.Source.StartActivity(
            ActivityKind.Consumer,
            origin ?? request ?? default,
            [new(TelemetryTags.GitHubEvent, delivery.Event), new(TelemetryTags.MessageId, delivery.Id)],
            links,
            name: $"process github {delivery.Event}");
    }

    private static IEnumerable<Problem> HeaderProblem(string header, string? value, string expected) =>
        value is not null && Token().IsMatch(value)
            ? []
            : [new("header-invalid", $"The header {header} is not valid.", header, null, expected)];

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,100}\z")]
    private static partial Regex Token();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "GitHub event {Event} of delivery {Delivery} went to {Handlers} handlers.")]
        public static partial void Handled(ILogger logger, string @event, string delivery, int handlers);

        [LoggerMessage(2, LogLevel.Information, "GitHub event {Event}, delivery {Delivery}, has {Size} bytes: it goes by queue.")]
        public static partial void PutAway(ILogger logger, string @event, string delivery, int size);
    }
}
