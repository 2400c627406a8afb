using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Platform.Functions.Cli;
using Platform.TestKit.Services;

namespace Platform.TestKit.ChatOps;

/// <param name="Path">Where it went.</param>
/// <param name="Token">Of the Authorization header.</param>
public sealed record SlackPosted(string Path, string? Token, JsonObject Payload, DateTimeOffset At, IReadOnlyList<string> Headers)
{
    /// <value>The fallback text, with its escapes.</value>
    public string Text => Payload["text"]!.GetValue<string>();

    public string? Channel => Payload["channel"]?.GetValue<string>();
}

/// <param name="RetryAfter">Seconds.</param>
public sealed record SlackAnswer(int Status = 200, string Body = "ok", int? RetryAfter = null, string? Location = null);

/// <summary>
/// A real web server on a free loopback port in Slack's place: it takes what is posted, and answers as it is
/// told.
/// </summary>
public sealed class SlackReceiver : IAsyncDisposable
{
    /// <summary>In every reply address; who finds it anywhere has found the address.</summary>
    public const string Secret = "s3cretReplyPath";

    private readonly ConcurrentQueue<SlackPosted> _posted = new();
    private readonly WebApplication _app;
    private int _addresses;

    private SlackReceiver(WebApplication app) => _app = app;

    public string Origin => _app.Urls.First();

    /// <value>In the order in which they came; also those that were refused.</value>
    public IReadOnlyList<SlackPosted> Posted => [.. _posted];

    /// <value>Asked for each post, with how many came to the same path before.</value>
    public Func<SlackPosted, int, SlackAnswer> Answer { get; set; } = (posted, _) =>
        posted.Path.StartsWith("/api/", StringComparison.Ordinal) ? new(Body: """{"ok":true}""") : new();

    /// <summary>Where a receiver can be started later.</summary>
    public static string FreeOrigin() => $"http://127.0.0.1:{LoopbackPort.Free()}";

    public static async Task<SlackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new SlackReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>A reply address of its own.</summary>
    public string NewResponseUrl() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}/commands/T0001/{Interlocked.Increment(ref _addresses)}/{Secret}");

    public IReadOnlyList<SlackPosted> At(string url) => [.. _posted.Where(posted => Origin + posted.Path == url)];

    /// <summary>Waits until so many posts came to a reply address.</summary>
    public async Task<IReadOnlyList<SlackPosted>> WaitAsync(
        string url, int count, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        await Eventually.HoldsAsync(
            () => Task.FromResult(At(url).Count >= count), cancellationToken, $"{count} posts came to {url}",
            patience ?? TimeSpan.FromMinutes(2));
        return At(url);
    }

    /// <summary>Waits for the post that says this; on a busy machine there are others before it, of progress.</summary>
    public async Task<SlackPosted> WaitForAsync(string url, string part, CancellationToken cancellationToken)
    {
        await Eventually.HoldsAsync(
            () => Task.FromResult(Saying().Any()), cancellationToken, $"'{part}' came to {url}", TimeSpan.FromMinutes(3));
        return Saying().First();

        IEnumerable<SlackPosted> Saying() => At(url).Where(posted => posted.Text.Contains(part, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var before = _posted.Count(posted => posted.Path == path);
        var payload = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        var posted = new SlackPosted(
            path,
            context.Request.Headers.Authorization.ToString() is { Length: > 0 } token ? token : null,
            payload,
            TimeProvider.System.GetUtcNow(),
            [.. context.Request.Headers.Keys]);
        var answer = Answer(posted, before);
        _posted.Enqueue(posted);
        if (answer.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Location is { } location)
        {
            context.Response.Headers.Location = location;
        }

        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsync(answer.Body);
    }
}
