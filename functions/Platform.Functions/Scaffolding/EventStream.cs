using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// Server-sent events of one task. Every event carries its id, so a client that was cut off goes on where it was; the stream ends
/// by itself before the load balancer in front of a function app would cut it at 230 s.
/// </summary>
public sealed class EventStream(EventFollower follower, IOptions<ScaffoldOptions> options, TimeProvider clock)
{
    /// <summary>Proxies drop connections that are silent for long; clients are promised a sign of life every 5 s.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(4);

    public async Task WriteAsync(HttpResponse response, TaskId task, long after, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await SendAsync(response, ": events of a task\n\n", cancellationToken);
        var started = clock.GetTimestamp();
        var life = TimeSpan.FromSeconds(options.Value.EventStreamSeconds);
        while (clock.GetElapsedTime(started) < life)
        {
            var found = await follower.WaitAsync(task, after, Heartbeat, cancellationToken);
            await SendAsync(response, found.Count == 0 ? ":\n\n" : string.Concat(found.Select(Frame)), cancellationToken);
            if (found.Count > 0 && found[^1].IsEnd)
            {
                return;
            }

            after = found.Count > 0 ? found[^1].Id : after;
        }
    }

    private static string Frame(TaskEvent entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"id: {entry.Id}\nevent: {entry.Type.ToString().ToLowerInvariant()}\ndata: {PlatformJson.Serialize(entry)}\n\n");

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
