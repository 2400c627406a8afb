using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Functions.GitHub;

/// <summary>Checks a delivery's headers and hands it to whoever listens for its event.</summary>
public sealed partial class GitHubWebhookHandler(
    GitHubEventDispatcher dispatcher, IDeliveryTraces traces, ILogger<GitHubWebhookHandler> logger)
{
    /// <returns>How many handlers took it; none for a repeated delivery, a ping, or an event that nobody wants.</returns>
    public async Task<Result<int>> HandleAsync(
        string? deliveryId, string? eventName, JsonObject payload, CancellationToken cancellationToken)
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

        var delivery = new GitHubDelivery(deliveryId!, eventName!, payload);
        using var activity = Begin(delivery, await traces.FindAsync(delivery, cancellationToken));
        var handlers = await dispatcher.DispatchAsync(delivery, cancellationToken);
        Log.Handled(logger, eventName!, deliveryId!, handlers);
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
    }
}
