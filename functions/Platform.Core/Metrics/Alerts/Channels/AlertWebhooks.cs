using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Platform.Core.Access;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Actions.Http;

namespace Platform.Core.Metrics.Alerts.Channels;

/// <param name="Attempt">How often calling failed.</param>
/// <param name="ExpiresAt">Not called after this.</param>
public sealed record AlertPost(AlertNews News, int Attempt, DateTimeOffset ExpiresAt);

/// <summary>
/// Posts announcements to the configured address, signed as all that the platform sends. Whoever is down is tried again, with
/// growing pauses, for three days; the Idempotency-Key is the announcement's id.
/// </summary>
public sealed partial class AlertWebhooks(
    IOutsideHttp http, IQueueSender sender, AlertTargets targets, TimeProvider clock, ILogger<AlertWebhooks> logger)
{
    public const string Queue = "alert-webhooks";
    public const string Expired = "alert-webhook-expired";
    public const string NotSetUp = "alert-webhook-not-set-up";
    public const string Rejected = "alert-webhook-rejected";

    private const int LargestAnswer = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(30);

    public Task SendAsync(AlertNews news, CancellationToken cancellationToken) =>
        SendLaterAsync(new(news, 0, clock.GetUtcNow() + Patience), TimeSpan.Zero, cancellationToken);

    public static Result<AlertPost> Parse(ReadOnlySpan<byte> utf8) =>
        OwnMessage.Read<AlertPost>(utf8, "an alert's post", "news", "expiresAt");

    /// <returns>Why it was given up; nothing when it was taken or waits for its next attempt.</returns>
    public async Task<IReadOnlyList<Problem>> DeliverAsync(AlertPost post, CancellationToken cancellationToken)
    {
        if (targets.WebhookUrl is not { } url)
        {
            return [GivenUp(post, new(NotSetUp, "No address for alerts is set up any more."))];
        }

        if (clock.GetUtcNow() >= post.ExpiresAt)
        {
            return [GivenUp(post, new(Expired, $"The announcement {post.News.Id} could not be delivered in time."))];
        }

        var body = Encoding.UTF8.GetBytes(PlatformJson.Serialize(post.News));
        var answer = await http.SendAsync(
            new(
                OutsideAudience.Administrator, "POST", url,
                OwnSignature.HeadersOf(targets.WebhookSecret, post.News.Id, body, clock.GetUtcNow()),
                body, CallPatience, LargestAnswer),
            cancellationToken);
        switch (answer)
        {
            case OutsideAnswer.Answered { Status: >= 200 and < 300 }:
                Count("delivered");
                return [];
            case OutsideAnswer.Refused refused:
                return [GivenUp(post, refused.Problem)];
            case OutsideAnswer.Answered { Status: not (408 or 425 or 429 or >= 500) and var status }:
                return [GivenUp(post, new(
                    Rejected, string.Create(CultureInfo.InvariantCulture, $"The address answered {status}."),
                    Expected: "a status from 200 to 299"))];
            default:
                var pause = PauseOf(post, (answer as OutsideAnswer.Answered)?.RetryAfter);
                await SendLaterAsync(post with { Attempt = post.Attempt + 1 }, pause, cancellationToken);
                Count("postponed");
                Log.Postponed(logger, post.News.Id, pause);
                return [];
        }
    }

    private static TimeSpan PauseOf(AlertPost post, TimeSpan? asked)
    {
        var growing = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(post.Attempt, 12)));
        var own = growing < LongestPause ? growing : LongestPause;
        return asked > own ? (asked < TimeSpan.FromDays(1) ? asked.Value : TimeSpan.FromDays(1)) : own;
    }

    private Problem GivenUp(AlertPost post, Problem problem)
    {
        Count("given_up");
        Log.GivenUp(logger, post.News.Id, problem.Code);
        return problem;
    }

    private Task SendLaterAsync(AlertPost post, TimeSpan pause, CancellationToken cancellationToken) => sender.SendLaterAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(post, PlatformJson.Options), pause, cancellationToken);

    private static void Count(string outcome) =>
        PlatformMetrics.AlertWebhooks.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Announcement {Id} waits {Pause} for its next attempt.")]
        public static partial void Postponed(ILogger logger, string id, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Warning, "Announcement {Id} was given up: {Code}.")]
        public static partial void GivenUp(ILogger logger, string id, string code);
    }
}
